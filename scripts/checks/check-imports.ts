import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectPath } from '../project-path.ts';
import { importRules, importViolations } from './import-violations.ts';
import { plantedImports } from './planted-imports.ts';

const problems: string[] = [];
const report = await importViolations(projectPath());
for (const { rule, from, to } of report.violations) {
  const comment = importRules.find(({ name }) => name === rule)?.comment ?? '';
  problems.push(`${from} → ${to}\n    ${rule}: ${comment}`);
}

// A checker that reads nothing finds nothing: each rule must catch the breach planted for it.
for (const { name } of importRules) {
  const planted = plantedImports[name ?? ''];
  if (!planted)
    problems.push(`No breach is planted for the rule ${name}: add one to scripts/checks/planted-imports.ts.`);
  else if (!(await caught(name ?? '', planted)))
    problems.push(`The rule ${name} did not catch the breach planted for it.`);
}

if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exit(1);
}
console.log(
  `Imports: ${report.modulesRead} modules keep ${importRules.length} rules, each of which caught its planted breach.`,
);

async function caught(rule: string, files: Readonly<Record<string, string>>): Promise<boolean> {
  const data = projectPath('.data');
  mkdirSync(data, { recursive: true });
  const folder = mkdtempSync(join(data, 'planted-'));
  try {
    symlinkSync(projectPath('node_modules'), join(folder, 'node_modules'), 'junction');
    symlinkSync(projectPath('package.json'), join(folder, 'package.json'));
    for (const room of ['src', 'shared', 'workers']) mkdirSync(join(folder, room));
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
    const planted = await importViolations(folder);
    return planted.violations.some(violation => violation.rule === rule);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
