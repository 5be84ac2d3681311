import { resolve } from 'node:path';

const projectRoot = resolve(import.meta.dirname, '..');

/** Absolute path of a file of the project, whatever the working directory. */
export function projectPath(...segments: string[]): string {
  return resolve(projectRoot, ...segments);
}
