import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { projectPath } from '../project-path.ts';

/** Puts a section into BENCHMARKS.md in place of the one with the same heading. */
export function writeSection(heading: string, text: string): void {
  const file = projectPath('BENCHMARKS.md');
  const before = existsSync(file) ? readFileSync(file, 'utf8') : '# Benchmarks\n';
  const section = `## ${heading}\n\n${text.trim()}\n`;
  const pattern = new RegExp(`^## ${heading}\\n[\\s\\S]*?(?=^## |$(?![\\s\\S]))`, 'm');
  const after = pattern.test(before)
    ? before.replace(pattern, () => `${section}\n`)
    : `${before.trimEnd()}\n\n${section}`;
  writeFileSync(file, `${after.trimEnd()}\n`);
}

/** e.g. "2 × Intel Xeon, 24 GB, Node 24.21.0, linux". */
export function machine(): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  return `${availableParallelism()} × ${model}, ${gigabytes} GB, Node ${process.versions.node}, ${process.platform}`;
}
