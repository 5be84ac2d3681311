import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const clerk = {
  CLERK_JWT_KEY: 'x',
  CLERK_ISSUER: 'https://clerk.test.example',
  CLERK_AUTHORIZED_PARTIES: 'https://plan.test.example',
};

/** Starts one process of the product and waits for its end. */
function start(name: 'web' | 'job', environment: Record<string, string>) {
  const script = fileURLToPath(new URL(`./${name}-process.ts`, import.meta.url));
  const { CLERK_JWT_KEY: _key, CLERK_ISSUER: _issuer, CLERK_AUTHORIZED_PARTIES: _parties, ...inherited } = process.env;
  const child = spawn(process.execPath, [script], {
    env: { ...inherited, NODE_ENV: 'production', PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return new Promise<{ code: number | null; output: string }>((resolve, reject) => {
    let output = '';
    child.stdout.on('data', chunk => {
      output += chunk;
    });
    child.stderr.on('data', chunk => {
      output += chunk;
    });
    child.on('error', reject);
    child.on('exit', code => resolve({ code, output }));
  });
}

test.each(['web', 'job'] as const)('a production %s process refuses to start with mock sign-in', async name => {
  const { code, output } = await start(name, { ...clerk, VITE_FORCE_MOCK_AUTH: 'true' });
  expect(code).toBe(1);
  expect(output).toContain('a production process refuses to start with it');
});

test('a production process refuses to start without an identity provider', async () => {
  const { code, output } = await start('web', { VITE_FORCE_MOCK_AUTH: 'false' });
  expect(code).toBe(1);
  expect(output).toContain('production needs CLERK_JWT_KEY, CLERK_ISSUER and CLERK_AUTHORIZED_PARTIES');
});
