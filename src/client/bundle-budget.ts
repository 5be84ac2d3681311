import { gzipSync } from 'node:zlib';
import type { Plugin, Rolldown } from 'vite';

const kilobyte = 1_024;
/** What the browser must have before the first page's own code; gzip, script and style. */
const firstLoadBytes = 150 * kilobyte;
/** What one page may add of its own: its chunk, without what it shares with others. */
const pageBytes = 50 * kilobyte;

/** Prints what the first load and each page's own code take; over budget it warns, and under CI it fails the build. */
export function bundleBudget(): Plugin {
  return {
    name: 'bundle-budget',
    apply: 'build',
    enforce: 'post',
    writeBundle(_options, bundle) {
      const sizes = sizesOf(bundle);
      const lines = sizes.map(
        ({ name, bytes, limit }) => `${(bytes / kilobyte).toFixed(1)} of ${limit / kilobyte} KB  ${name}`,
      );
      this.info(`gzip budgets\n${lines.join('\n')}`);
      const over = sizes.filter(({ bytes, limit }) => bytes > limit).map(({ name }) => name);
      if (over.length === 0) return;
      const message = `Over budget: ${over.join(', ')}. Load what is not needed at once later.`;
      // Someone who only wants to start the product must not be stopped by a figure.
      if (process.env.CI) this.error(message);
      else this.warn(message);
    },
  };
}

function sizesOf(bundle: Rolldown.OutputBundle): { name: string; bytes: number; limit: number }[] {
  const gzipBytes = (fileName: string) => {
    const file = bundle[fileName];
    if (!file) return 0;
    return gzipSync(file.type === 'chunk' ? file.code : file.source).length;
  };
  const chunks = Object.values(bundle).filter(file => file.type === 'chunk');
  const stylesOf = (chunk: Rolldown.OutputChunk) => [...(chunk.viteMetadata?.importedCss ?? [])];

  const firstLoad = new Set<string>();
  const add = (fileName: string) => {
    const chunk = chunks.find(one => one.fileName === fileName);
    if (!chunk || firstLoad.has(fileName)) return;
    firstLoad.add(fileName);
    for (const style of stylesOf(chunk)) firstLoad.add(style);
    for (const imported of chunk.imports) add(imported);
  };
  for (const chunk of chunks) if (chunk.isEntry) add(chunk.fileName);

  const sum = (fileNames: Iterable<string>) =>
    [...fileNames].reduce((total, fileName) => total + gzipBytes(fileName), 0);
  const pages = chunks.filter(chunk => /features\/.+-page\.tsx$/.test(chunk.facadeModuleId ?? ''));
  return [
    { name: 'first load', bytes: sum(firstLoad), limit: firstLoadBytes },
    ...pages.map(chunk => ({ name: chunk.name, bytes: sum([chunk.fileName, ...stylesOf(chunk)]), limit: pageBytes })),
  ];
}
