import type { Encoding } from '../../shared/contracts/import-file.ts';
import { AppError } from '../../shared/errors.ts';

const saveAsCsv = 'Open it in a spreadsheet and save it as "CSV UTF-8".';

/** First bytes by which a file tells that it is no text. */
const signatures: readonly { bytes: readonly number[]; kind: string; mend: string }[] = [
  { bytes: [0x50, 0x4b, 0x03, 0x04], kind: 'an Excel workbook or a ZIP archive', mend: saveAsCsv },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], kind: 'an old Excel workbook', mend: saveAsCsv },
  { bytes: [0x25, 0x50, 0x44, 0x46], kind: 'a PDF document', mend: 'Export the figures as CSV where they come from.' },
  { bytes: [0x1f, 0x8b], kind: 'a compressed (gzip) file', mend: 'Unpack it first.' },
  { bytes: [0x89, 0x50, 0x4e, 0x47], kind: 'a picture', mend: 'Export the figures as CSV where they come from.' },
  { bytes: [0xff, 0xd8, 0xff], kind: 'a picture', mend: 'Export the figures as CSV where they come from.' },
  { bytes: [0xff, 0xfe, 0x00, 0x00], kind: 'text in UTF-32', mend: 'Save it as UTF-8.' },
];

const textKinds: readonly { pattern: RegExp; kind: string; mend: string }[] = [
  {
    pattern: /^\s*<(!doctype html|html|head|body|table)/i,
    kind: 'a web page',
    mend: 'The export may have asked you to sign in: download it again, as CSV.',
  },
  { pattern: /^\s*<\?xml/i, kind: 'an XML document', mend: 'Export it as CSV.' },
  { pattern: /^\s*(\{\s*"|\[\s*[{[])/, kind: 'a JSON document', mend: 'Export it as CSV.' },
];

/** Enough to see how a file is written without reading all of it. */
const sniffBytes = 4_096;

/**
 * Turns a file's bytes into text.
 * @param wanted the encoding that a user chose; null decides by byte order mark, NUL pattern and validity
 * @throws AppError `import.file-empty`, `import.not-a-table`, `import.encoding`
 */
export function decodeText(bytes: Uint8Array, wanted: Encoding | null): { text: string; encoding: Encoding } {
  if (bytes.length === 0) throw new AppError('import.file-empty');
  for (const { bytes: signature, kind, mend } of signatures) {
    if (signature.every((byte, index) => bytes[index] === byte))
      throw new AppError('import.not-a-table', { kind, mend });
  }
  const encoding = wanted ?? sniffEncoding(bytes);
  const text = decode(bytes, encoding);
  if (text.trim() === '') throw new AppError('import.file-empty');
  refuseControlCharacters(text);
  for (const { pattern, kind, mend } of textKinds) {
    if (pattern.test(text.slice(0, 500))) throw new AppError('import.not-a-table', { kind, mend });
  }
  return { text, encoding };
}

function sniffEncoding(bytes: Uint8Array): Encoding {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  // Latin letters in UTF-16 leave a NUL in every other byte, always on the same side.
  const head = bytes.subarray(0, sniffBytes);
  const nulls = [0, 0];
  head.forEach((byte, index) => {
    if (byte === 0) nulls[index % 2] = (nulls[index % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = nulls;
  if (odd > head.length / 5 && even < odd / 20) return 'utf-16le';
  if (even > head.length / 5 && odd < even / 20) return 'utf-16be';
  return isUtf8(bytes) ? 'utf-8' : 'windows-1252';
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function decode(bytes: Uint8Array, encoding: Encoding): string {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new AppError('import.encoding', { encoding, line: firstBadLine(bytes, encoding) });
  }
}

/** Line, 1 the first, up to which the bytes still are in that encoding. */
function firstBadLine(bytes: Uint8Array, encoding: Encoding): number {
  const good = new TextDecoder(encoding).decode(bytes).split('\uFFFD', 1)[0] ?? '';
  return good.split('\n').length;
}

function refuseControlCharacters(text: string): void {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for
  const found = /[\u0000-\u0008\u000e-\u001f]/.exec(text);
  if (!found) return;
  const line = text.slice(0, found.index).split('\n').length;
  throw new AppError('import.not-a-table', {
    kind: `no plain text (control character ${found[0].charCodeAt(0)} in line ${line})`,
    mend: 'Export it again as CSV; if it was cut while copying, take the original.',
  });
}
