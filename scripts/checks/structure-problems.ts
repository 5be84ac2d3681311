/**
 * The rooms of the house and the features in each. A folder is a feature only if it owns an entity, an integration or a
 * lifecycle: extend this list with care.
 */
const featuresOf: Readonly<Record<string, readonly string[]>> = {
  data: [
    'catalogue',
    'channel-reports',
    'data-quality',
    'exchange-rates',
    'import-records',
    'import-runs',
    'imports',
    'sales',
    'sales-imports',
    'sales-state',
    'sales-totals',
    'stock-outs',
  ],
  forecasting: [
    'channel-forecasts',
    'demand-events',
    'final-forecasts',
    'forecast-accuracy',
    'forecast-runs',
    'forecasts',
    'learned-models',
    'model-inputs',
    'overrides',
    'portfolio',
    'portfolio-learning',
    'portfolio-runs',
    'publication-runs',
    'publication-sources',
    'publications',
    'published-forecasts',
    'reconciliation',
  ],
  planning: [
    'inventory',
    'order-plans',
    'plan-coverage',
    'plan-edits',
    'plan-runs',
    'plan-scenarios',
    'planning-inputs',
    'planning-settings',
    'stock-exceptions',
    'stock-movements',
    'transfer-lanes',
    'transfer-orders',
    'transfer-steps',
  ],
  purchasing: [
    'approval-escalations',
    'approval-inbox',
    'approval-limits',
    'approvals',
    'capacity-imports',
    'delegations',
    'order-documents',
    'order-drafts',
    'order-steps',
    'order-submissions',
    'orders',
    'receipts',
    'supplier-capacity',
    'supplier-performance',
    'suppliers',
    'term-imports',
  ],
  workspace: ['audit', 'dashboard', 'system', 'users'],
};

const kebabCase = '[a-z0-9]+(-[a-z0-9]+)*';
const featureFile = new RegExp(
  `^(schema|router|service|data|jobs)\\.ts$|^${kebabCase}-page\\.(tsx|module\\.css)$|^use-${kebabCase}\\.ts$|^components/${kebabCase}\\.(tsx?|module\\.css)$`,
);
const testFile = new RegExp(`^(components/)?${kebabCase}(\\.(contract|integration|browser))?\\.test\\.tsx?$`);
const nothingInParticular = /(^|\/)(utils?|helpers?|common|misc|index|types|constants)(\/|\.tsx?$)/;
const query =
  /\b(database|db|transaction|tx)\.(\$(query|execute)Raw|[a-z]\w*\.(find|create|update|upsert|delete|count|aggregate|groupBy))/;

export interface SourceFile {
  /** From the project's root, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** Where the tree leaves the vocabulary of ARCHITECTURE.md; empty when it keeps it. */
export function structureProblems(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ path, text }) => {
    const problems: string[] = [];
    const [, room, feature, inFeature] = /^src\/features\/([^/]+)\/([^/]+)\/(.+)$/.exec(path) ?? [];
    if (room !== undefined && feature !== undefined && inFeature !== undefined) {
      if (!featuresOf[room]?.includes(feature))
        problems.push(`${path}: "${room}/${feature}" is no feature of scripts/checks/structure-problems.ts`);
      if (!featureFile.test(inFeature) && !testFile.test(inFeature)) {
        problems.push(
          `${path}: a feature holds schema.ts router.ts service.ts data.ts jobs.ts <name>-page.tsx use-<name>.ts components/ and tests`,
        );
      }
      if (inFeature !== 'data.ts' && !testFile.test(inFeature) && query.test(text)) {
        problems.push(`${path}: a query outside data.ts`);
      }
    } else if (/^src\/features\//.test(path)) problems.push(`${path}: lies in no feature`);
    if (nothingInParticular.test(path)) problems.push(`${path}: a name that says nothing; call it by what it does`);
    if (/\b(TODO|FIXME|XXX)\b/.test(text)) problems.push(`${path}: unfinished work is noted in it`);
    return problems;
  });
}
