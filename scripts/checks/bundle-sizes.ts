/** Vite's `.vite/manifest.json`: source → chunk. */
export type BundleManifest = Readonly<
  Record<
    string,
    {
      readonly file: string;
      readonly isEntry?: boolean;
      readonly isDynamicEntry?: boolean;
      readonly imports?: readonly string[];
    }
  >
>;

export interface BundleSizes {
  /** The entry and everything it imports at once. */
  readonly shellBytes: number;
  /** Each chunk that is loaded when it is needed, without what it shares with others. */
  readonly chunks: readonly { readonly name: string; readonly bytes: number }[];
}

/** @param sizeOf bytes of a built file, compressed */
export function bundleSizes(manifest: BundleManifest, sizeOf: (file: string) => number): BundleSizes {
  const shell = new Set<string>();
  const visit = (key: string) => {
    if (shell.has(key)) return;
    shell.add(key);
    for (const imported of manifest[key]?.imports ?? []) visit(imported);
  };
  const keys = Object.keys(manifest);
  for (const key of keys) if (manifest[key]?.isEntry) visit(key);
  const scripts = (key: string) => manifest[key]?.file.endsWith('.js') === true;
  const bytesOf = (key: string) => sizeOf(manifest[key]?.file as string);
  return {
    shellBytes: [...shell].filter(scripts).reduce((sum, key) => sum + bytesOf(key), 0),
    chunks: keys
      .filter(key => manifest[key]?.isDynamicEntry && scripts(key) && !shell.has(key))
      .map(key => ({ name: key.replace(/^(\.\.\/)+/, ''), bytes: bytesOf(key) })),
  };
}
