import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { projectPath } from './project-path.ts';
import { onStopRequest } from './stop-request.ts';
import { installMissingPrograms, missingPrograms } from './testing/system-packages.ts';
import { countTests, type VitestReport } from './testing/test-counts.ts';

// npm test [-- part-of-a-path …]
const inContinuousIntegration = process.env.CI === 'true';
installMissingPrograms();
const missing = missingPrograms();

const reportFile = join(mkdtempSync(join(tmpdir(), 'sentia-test-')), 'report.json');
const vitest = spawn(
  process.execPath,
  [
    projectPath('node_modules/vitest/vitest.mjs'),
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${reportFile}`,
    ...process.argv.slice(2),
  ],
  { cwd: projectPath(), stdio: 'inherit', env: { ...process.env, LOG_LEVEL: process.env.LOG_LEVEL ?? 'error' } },
);
onStopRequest(() => vitest.kill('SIGINT'));
const [code] = await once(vitest, 'exit');

const counts = countTests(readReport(), code === 0);
for (const { name, without } of missing) {
  console.log(`${name} is not installed: ${without} were skipped. On Debian or Ubuntu: sudo apt-get install ${name}`);
}
if (inContinuousIntegration && counts.skipped > 0)
  console.log('Nothing may be skipped when CI=true: that is a failure.');
process.exitCode = counts.failed > 0 || (inContinuousIntegration && counts.skipped > 0) ? 1 : 0;
const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
console.log(`${counts.passed} passed, ${counts.failed} failed${skipped}`);

function readReport(): VitestReport {
  try {
    return JSON.parse(readFileSync(reportFile, 'utf8')) as VitestReport;
  } catch {
    return { testResults: [] };
  } finally {
    rmSync(dirname(reportFile), { recursive: true, force: true });
  }
}
