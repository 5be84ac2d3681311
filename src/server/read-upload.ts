import type { z } from 'zod';
import { AppError } from '../../shared/errors.ts';

const headingLimitBytes = 4_096;
const newline = 0x0a;

/**
 * Reads an upload: one line of JSON that says what follows, then the bytes of a file. The limit is kept by counting,
 * whatever the caller claims; a larger claim is refused before anything is read.
 *
 * @param heading      parses the first line; `byteLength` in it is the size of the file
 * @param limitBytes   of the file
 * @param claimedBytes of the whole request, when known
 * @throws AppError `import.file-too-large`, `import.upload-broken`, `request.cancelled`
 */
export async function readUpload<Heading extends { byteLength: number }>(
  stream: ReadableStream<Uint8Array>,
  heading: z.ZodType<Heading>,
  limits: { limitBytes: number; claimedBytes: number; signal: AbortSignal | undefined },
): Promise<{ heading: Heading; bytes: Uint8Array<ArrayBuffer> }> {
  const tooLarge = () => new AppError('import.file-too-large', { limitMegabytes: limits.limitBytes / 1_048_576 });
  if (limits.claimedBytes > limits.limitBytes + headingLimitBytes) throw tooLarge();

  const reader = stream.getReader();
  // A caller that goes away ends the request, but not the stream.
  const gone = Promise.withResolvers<never>();
  gone.promise.catch(() => {});
  const onAbort = () => gone.reject(new AppError('request.cancelled'));
  limits.signal?.addEventListener('abort', onAbort, { once: true });
  try {
    let head = new Uint8Array(0);
    let parsed: Heading | undefined;
    let bytes = new Uint8Array(0);
    let received = 0;
    for (;;) {
      const { done, value } = await Promise.race([reader.read(), gone.promise]);
      if (done) break;
      let chunk = value;
      if (parsed === undefined) {
        head = join(head, chunk);
        const end = head.subarray(0, headingLimitBytes).indexOf(newline);
        if (end < 0 && head.length < headingLimitBytes) continue;
        parsed = parseHeading(head.subarray(0, Math.max(end, 0)), heading);
        if (parsed.byteLength > limits.limitBytes) throw tooLarge();
        bytes = new Uint8Array(parsed.byteLength);
        chunk = head.subarray(end + 1);
      }
      if (received + chunk.length > limits.limitBytes) throw tooLarge();
      if (received + chunk.length > bytes.length) throw broken(received + chunk.length, bytes.length);
      bytes.set(chunk, received);
      received += chunk.length;
    }
    if (parsed === undefined) throw broken(head.length, headingLimitBytes);
    if (received < bytes.length) throw broken(received, bytes.length);
    return { heading: parsed, bytes };
  } finally {
    limits.signal?.removeEventListener('abort', onAbort);
  }
}

function parseHeading<Heading>(line: Uint8Array, heading: z.ZodType<Heading>): Heading {
  try {
    return heading.parse(JSON.parse(new TextDecoder().decode(line)));
  } catch (error) {
    throw new AppError('import.upload-heading', { problem: error instanceof Error ? error.message : String(error) });
  }
}

function join(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(first.length + second.length);
  joined.set(first);
  joined.set(second, first.length);
  return joined;
}

function broken(received: number, expected: number): AppError {
  return new AppError('import.upload-broken', { received, expected });
}
