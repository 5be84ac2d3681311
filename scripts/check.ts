import { spawn } from 'node:child_process';
import { projectPath } from './project-path.ts';
import { onStopRequest } from './stop-request.ts';

interface Check {
  readonly name: string;
  readonly command: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

const script = (name: string) => ['--disable-warning=ExperimentalWarning', projectPath('scripts', name)];
const program = (path: string, ...options: string[]) => [projectPath('node_modules', path), ...options];

const checks: readonly Check[] = [
  { name: 'types', command: program('typescript/bin/tsc', '-p', '.') },
  {
    name: 'style',
    command: program(
      '@biomejs/biome/bin/biome',
      'check',
      '--error-on-warnings',
      '--diagnostic-level=warn',
      '--max-diagnostics=100',
      '.',
    ),
  },
  { name: 'imports', command: script('checks/check-imports.ts') },
  { name: 'structure', command: script('checks/check-structure.ts') },
  { name: 'unused code', command: program('knip/bin/knip.js', '--no-progress') },
  { name: 'migrations', command: script('database/check-migrations.ts') },
  // The build holds itself to its byte budget; under CI it fails instead of warning.
  {
    name: 'bundle',
    command: program(
      'vite/bin/vite.js',
      'build',
      '--logLevel=warn',
      `--outDir=${projectPath('.data/bundle')}`,
      '--emptyOutDir',
    ),
    environment: { CI: 'true', VITE_FORCE_MOCK_AUTH: 'true' },
  },
];

interface Outcome extends Check {
  readonly passed: boolean;
  readonly output: string;
}

function run(check: Check): Promise<Outcome> {
  return new Promise(done => {
    const child = spawn(process.execPath, check.command, {
      cwd: projectPath(),
      env: { ...process.env, ...check.environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    child.once('close', code => done({ ...check, passed: code === 0, output: output.trim() }));
  });
}

onStopRequest(() => process.exit(1));
const outcomes: Outcome[] = [];
for (const check of checks) {
  const started = performance.now();
  const outcome = await run(check);
  outcomes.push(outcome);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${outcome.passed ? '✓' : '✗'} ${check.name} (${seconds} s)`);
  if (outcome.output && (!outcome.passed || outcome.output.split('\n').length === 1)) console.log(outcome.output);
}
const failed = outcomes.filter(outcome => !outcome.passed);
console.log(failed.length === 0 ? 'All checks passed.' : `Failed: ${failed.map(({ name }) => name).join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;
