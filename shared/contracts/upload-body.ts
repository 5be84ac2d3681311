// Free of zod, because the browser sends what the server parses.

/** The largest sales file, bytes. */
export const uploadLimitBytes = 64 * 1_048_576;

/** What a client sends: a line of JSON that says what follows, then the file as it is. */
export function uploadBody(heading: { batchId: string; fileName: string; byteLength: number }, file: BlobPart): Blob {
  return new Blob([`${JSON.stringify(heading)}\n`, file], { type: 'application/octet-stream' });
}
