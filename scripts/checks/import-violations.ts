import { cruise, type IConfiguration, type ICruiseResult } from 'dependency-cruiser';
import extractTypeScriptOptions from 'dependency-cruiser/config-utl/extract-ts-config';
// @ts-expect-error: the rules are plain JavaScript
import configuration from '../../.dependency-cruiser.mjs';
import { projectPath } from '../project-path.ts';

export interface ImportReport {
  /** How many modules were read: none means that the tool did not work, not that all is well. */
  readonly modulesRead: number;
  readonly violations: readonly { readonly rule: string; readonly from: string; readonly to: string }[];
}

export const importRules = (configuration as IConfiguration).forbidden ?? [];

/** Applies `.dependency-cruiser.mjs` to the rooms below a folder. */
export async function importViolations(folder: string): Promise<ImportReport> {
  const tsConfig = extractTypeScriptOptions(projectPath('tsconfig.json'));
  const { output } = await cruise(
    ['src', 'shared', 'workers'],
    {
      baseDir: folder,
      validate: true,
      ruleSet: { forbidden: importRules },
      tsPreCompilationDeps: 'specify',
      doNotFollow: { path: 'node_modules' },
      exclude: { path: '^src/server/generated/prisma/(internal|models)/' },
    },
    {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json', '.css'],
    },
    { tsConfig },
  );
  const { summary, modules } = output as ICruiseResult;
  return {
    modulesRead: modules.length,
    violations: summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })),
  };
}
