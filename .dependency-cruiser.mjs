// Who may import whom (ARCHITECTURE.md). `npm run check:imports` applies these rules and proves on a planted tree that
// each of them bites: scripts/checks/check-imports.ts.

const tests = '\\.test\\.tsx?$';
const clientSide = '^src/(client/|features/[^/]+/[^/]+/(components/|use-[^/]+\\.ts$|[^/]+-page\\.tsx$))';
const typesOnly = { dependencyTypesNot: ['type-only'] };
const packages = names => `(^|/)node_modules/(${names.join('|')})/|^(${names.join('|')})(/|$)`;

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two modules that need each other are one module, or hide a third.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'everything-resolves',
      comment: 'An import that leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'shared-is-the-floor',
      comment: 'shared/ runs in a browser, a thread and the server: pure TypeScript, zod, decimal.js and statistics.',
      severity: 'error',
      from: { path: '^shared/', pathNot: tests },
      to: { pathNot: ['^shared/', packages(['zod', 'decimal\\.js', '@stdlib', 'simple-statistics'])] },
    },
    {
      name: 'workers-know-no-server',
      comment: 'A thread has no database, no network and no environment: it imports workers/, shared/ and libraries.',
      severity: 'error',
      from: { path: '^workers/', pathNot: tests },
      to: { path: '^(src|scripts|prisma)/' },
    },
    {
      name: 'workers-open-no-connection',
      comment: 'What a thread needs is in its input; what it finds out is in its output.',
      severity: 'error',
      from: { path: '^workers/', pathNot: tests },
      to: {
        path: [
          '^(node:)?(net|tls|dns|dgram|https?|http2|child_process|cluster)$',
          packages(['pg', '@prisma', 'ioredis', 'bullmq', 'fastify', '@trpc', 'undici']),
        ],
      },
    },
    {
      name: 'src-sees-only-the-task-map',
      comment: 'The main thread sends work to the pool; loading it would run it here.',
      severity: 'error',
      from: { path: '^src/', pathNot: tests },
      to: { path: '^workers/', pathNot: '^workers/task-map\\.ts$' },
    },
    {
      name: 'task-map-as-types',
      comment: 'workers/task-map.ts is there for its types.',
      severity: 'error',
      from: { path: '^src/', pathNot: tests },
      to: { path: '^workers/task-map\\.ts$', ...typesOnly },
    },
    {
      name: 'client-takes-types-of-the-server',
      comment: 'Code that runs in the browser imports the server with `import type`, or not at all.',
      severity: 'error',
      from: { path: clientSide, pathNot: tests },
      to: { path: '^src/(server/|features/[^/]+/[^/]+/(router|service|data|jobs)\\.ts$)', ...typesOnly },
    },
    {
      name: 'server-knows-no-client',
      comment: 'Nothing on the server depends on a screen.',
      severity: 'error',
      from: { path: '^src/', pathNot: [clientSide, tests] },
      to: { path: clientSide },
    },
    {
      name: 'client-components-are-domain-free',
      comment: 'src/client/components knows no feature: a component that does belongs to that feature.',
      severity: 'error',
      from: { path: '^src/client/components/', pathNot: tests },
      to: { path: '^src/features/' },
    },
    {
      name: 'only-data-touches-prisma',
      comment: 'Queries live in data.ts. The generated types may be named elsewhere.',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: ['^src/features/[^/]+/[^/]+/data\\.ts$', '^src/server/((db|events)\\.ts$|generated/)', tests],
      },
      to: { path: ['^src/server/generated/', packages(['@prisma', 'pg'])], ...typesOnly },
    },
    {
      name: 'routers-and-jobs-call-services',
      comment: 'A procedure or job parses, proves the role and calls one service function.',
      severity: 'error',
      from: { path: '^src/features/[^/]+/[^/]+/(router|jobs)\\.ts$' },
      to: { path: '^src/(features/[^/]+/[^/]+/data|server/db)\\.ts$' },
    },
    {
      name: 'data-is-the-bottom',
      comment: 'Queries call no service, router or job.',
      severity: 'error',
      from: { path: '^src/features/[^/]+/[^/]+/data\\.ts$' },
      to: { path: '^src/features/[^/]+/[^/]+/(service|router|jobs)\\.ts$' },
    },
    {
      name: 'features-meet-service-to-service',
      comment: 'Of another feature, the server side sees the service and the schema, never its queries or procedures.',
      severity: 'error',
      from: { path: '^src/features/([^/]+/[^/]+)/(router|service|data|jobs|schema)\\.ts$' },
      to: {
        path: '^src/features/[^/]+/[^/]+/',
        pathNot: ['^src/features/$1/', '^src/features/[^/]+/[^/]+/(service|schema)\\.ts$'],
      },
    },
    {
      name: 'nothing-imports-scripts',
      comment: 'The product does not need the workshop. Tests do.',
      severity: 'error',
      from: { path: '^(src|shared|workers)/', pathNot: tests },
      to: { path: '^scripts/' },
    },
    {
      name: 'no-development-packages',
      comment: 'Production installs without devDependencies.',
      severity: 'error',
      from: { path: '^(src|shared|workers)/', pathNot: tests },
      to: { dependencyTypes: ['npm-dev'], ...typesOnly },
    },
  ],
};
