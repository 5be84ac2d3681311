import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { buildClientWhenStale } from '../client-build.ts';
import { projectPath } from '../project-path.ts';
import { type BundleManifest, bundleSizes } from './bundle-sizes.ts';

/** What every visitor downloads before the first screen, and what one screen may add; gzip, in bytes. */
const shellBudgetBytes = 150_000;
const chunkBudgetBytes = 50_000;

process.env.VITE_FORCE_MOCK_AUTH ??= 'true';
await buildClientWhenStale(console.log);
const manifest = JSON.parse(readFileSync(projectPath('dist/client/.vite/manifest.json'), 'utf8')) as BundleManifest;
const { shellBytes, chunks } = bundleSizes(
  manifest,
  file => gzipSync(readFileSync(projectPath('dist/client', file))).length,
);

const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
const problems = chunks
  .filter(chunk => chunk.bytes > chunkBudgetBytes)
  .map(chunk => `${chunk.name} is ${kilobytes(chunk.bytes)} of its own; the budget is ${kilobytes(chunkBudgetBytes)}`);
if (shellBytes > shellBudgetBytes) {
  problems.push(`The shell is ${kilobytes(shellBytes)}; the budget is ${kilobytes(shellBudgetBytes)}`);
}
if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exit(1);
}
const largest = chunks.toSorted((a, b) => b.bytes - a.bytes)[0];
const screens = largest
  ? `; largest of ${chunks.length} lazy chunks ${kilobytes(largest.bytes)} (${largest.name})`
  : '';
console.log(`Bundle: shell ${kilobytes(shellBytes)} gzip${screens}`);
