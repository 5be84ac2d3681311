/** One breach of each rule of `.dependency-cruiser.mjs`, by the rule's name: file → its text. */
export const plantedImports: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'no-cycles': {
    'shared/first.ts': `import { second } from './second.ts';\nexport const first = () => second;`,
    'shared/second.ts': `import { first } from './first.ts';\nexport const second = () => first;`,
  },
  'everything-resolves': { 'shared/lost.ts': `export { gone } from './gone.ts';` },
  'shared-is-the-floor': { 'shared/files.ts': `export { readFileSync } from 'node:fs';` },
  'workers-know-no-server': {
    'workers/task.ts': `export { log } from '../src/server/log.ts';`,
    'src/server/log.ts': `export const log = 1;`,
  },
  'workers-open-no-connection': { 'workers/query.ts': `export { default } from 'pg';` },
  'src-sees-only-the-task-map': {
    'src/server/pool.ts': `export { run } from '../../workers/main.ts';`,
    'workers/main.ts': `export const run = 1;`,
  },
  'task-map-as-types': {
    'src/server/pool.ts': `export { tasks } from '../../workers/task-map.ts';`,
    'workers/task-map.ts': `export const tasks = 1;`,
  },
  'client-takes-types-of-the-server': {
    'src/features/data/sales/sales-page.tsx': `export { sum } from './service.ts';`,
    'src/features/data/sales/service.ts': `export const sum = 1;`,
  },
  'server-knows-no-client': {
    'src/features/data/sales/service.ts': `export { SalesPage } from './sales-page.tsx';`,
    'src/features/data/sales/sales-page.tsx': `export const SalesPage = 1;`,
  },
  'client-components-are-domain-free': {
    'src/client/components/card.tsx': `export { Sales } from '../../features/data/sales/schema.ts';`,
    'src/features/data/sales/schema.ts': `export const Sales = 1;`,
  },
  'only-data-touches-prisma': {
    'src/features/data/sales/service.ts': `export { PrismaClient } from '../../../server/generated/prisma/client.ts';`,
    'src/server/generated/prisma/client.ts': `export const PrismaClient = 1;`,
  },
  'routers-and-jobs-call-services': {
    'src/features/data/sales/router.ts': `export { rows } from './data.ts';`,
    'src/features/data/sales/data.ts': `export const rows = 1;`,
  },
  'data-is-the-bottom': {
    'src/features/data/sales/data.ts': `export { sum } from './service.ts';`,
    'src/features/data/sales/service.ts': `export const sum = 1;`,
  },
  'features-meet-service-to-service': {
    'src/features/data/sales/service.ts': `export { rows } from '../../planning/stock/data.ts';`,
    'src/features/planning/stock/data.ts': `export const rows = 1;`,
  },
  'nothing-imports-scripts': {
    'src/server/start.ts': `export { start } from '../../scripts/start.ts';`,
    'scripts/start.ts': `export const start = 1;`,
  },
  'no-development-packages': { 'src/server/tool.ts': `export { build } from 'vite';` },
};
