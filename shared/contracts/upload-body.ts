// Free of zod, because the browser sends what the server parses.

import type { ImportKind } from './import-kinds.ts';

/** The largest file that is imported, bytes. */
export const uploadLimitBytes = 64 * 1_048_576;

/** What a client sends: a line of JSON that says what follows, then the file as it is. */
export function uploadBody(
  heading: { batchId: string; kind?: ImportKind; fileName: string; byteLength: number },
  file: BlobPart,
): Blob {
  return new Blob([`${JSON.stringify(heading)}\n`, file], { type: 'application/octet-stream' });
}
