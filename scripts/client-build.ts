import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { projectPath } from './project-path.ts';

const stamp = projectPath('dist/client/.sources-hash');

/**
 * Builds the client with Vite when its sources, packages or `VITE_` settings are not those of the last build.
 * @returns whether it built
 */
export async function buildClientWhenStale(progress: (message: string) => void): Promise<boolean> {
  const hash = sourcesHash();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return false;
  progress('Building the client');
  // A process of its own: Vite would switch this one to NODE_ENV=production.
  const vite = spawn(process.execPath, [projectPath('node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'], {
    cwd: projectPath(),
    // Whoever asks, tests too: browsers get React's production build.
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: 'inherit',
  });
  const [code] = await once(vite, 'exit');
  if (code !== 0) throw new Error(`The client could not be built (Vite ended with ${code}); its reason stands above.`);
  writeFileSync(stamp, hash);
  return true;
}

/** The client takes nothing but types from these. */
const serverOnly = ['src/server/**', 'src/features/*/*/{router,service,data,jobs}.ts', '**/*.test.ts', '**/*.test.tsx'];

function sourcesHash(): string {
  const files = [
    ...globSync('{src,shared}/**/*.{ts,tsx,css,html,svg}', { cwd: projectPath(), exclude: serverOnly }),
    ...globSync(['vite.config.ts', 'package-lock.json'], { cwd: projectPath() }),
  ].sort();
  const hash = createHash('sha256');
  for (const file of files)
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(projectPath(file)))
      .update('\0');
  for (const [name, value] of Object.entries(process.env).sort()) {
    if (name.startsWith('VITE_')) hash.update(`${name}=${value}\0`);
  }
  return hash.digest('hex');
}
