import type { DecimalMark } from '../../shared/contracts/import-file.ts';

export type NumberReading =
  | {
      readonly ok: true;
      /** Decimal text without grouping, e.g. "-1234.5". */
      readonly value: string;
      /** ISO 4217, when the cell names one; "$" is read as USD. */
      readonly currency: string | null;
    }
  | { readonly ok: false; readonly reason: string; readonly suggestion: string | null };

const symbols: Record<string, string> = { '£': 'GBP', '€': 'EUR', $: 'USD' };
const spaces = /[\s\u00a0\u2007\u202f]/g;

/** Reads one number as people and spreadsheets write it. */
export function parseNumber(cell: string, decimalMark: DecimalMark): NumberReading {
  let text = cell.replace(spaces, ' ').trim();
  if (text.startsWith('=')) return refusal('a formula, not its result: export the values', formulaText(text));
  if (/^#[A-Z0-9/!?]+$|^#+$/i.test(text)) return refusal('a spreadsheet error, not a number');

  let currency: string | null = null;
  const named = /^([£€$]|[A-Z]{3})(?= ?[-−(\d.,])|(?<=[\d)]) ?([£€$]|[A-Z]{3})$/.exec(text);
  if (named) {
    const name = named[1] ?? named[2] ?? '';
    currency = symbols[name] ?? name;
    text = (named[1] ? text.slice(name.length) : text.slice(0, named.index)).trim();
  }

  const negative = /^[-−]/.test(text) || /-$/.test(text) || /^\(.*\)$/.test(text);
  text = text.replace(/^[-−+]\s*|-$|^\(|\)$/g, '').trim();
  if (/^\d+([.,]\d+)?e[+-]?\d+$/i.test(text)) {
    return refusal('shortened by a spreadsheet, digits may be lost', expandExponent(text));
  }
  const plain = withoutGrouping(text, decimalMark);
  if (plain === null) {
    const other = withoutGrouping(text, decimalMark === '.' ? ',' : '.');
    return refusal(`not a number with the decimal mark "${decimalMark}"`, other);
  }
  return { ok: true, value: negative && Number(plain) !== 0 ? `-${plain}` : plain, currency };
}

/** "1,234.50" → "1234.50"; null when the text is no number with that decimal mark. */
function withoutGrouping(text: string, decimalMark: DecimalMark): string | null {
  const group = decimalMark === '.' ? ',' : '.';
  const [whole = '', fraction, ...rest] = text.split(decimalMark);
  if (rest.length > 0 || (fraction !== undefined && !/^\d*$/.test(fraction))) return null;
  const grouped = new RegExp(`^\\d{1,3}(?:([${group} '’])\\d{3})(?:\\1\\d{3})*$`);
  if (whole !== '' && !/^\d+$/.test(whole) && !grouped.test(whole)) return null;
  const digits = whole.replace(/\D/g, '').replace(/^0+(?=\d)/, '');
  if (digits === '' && !fraction) return null;
  return fraction ? `${digits || '0'}.${fraction}` : digits;
}

/** `="12"` is how some exports keep a spreadsheet from changing a text. */
function formulaText(text: string): string | null {
  return /^="([^"]*)"$/.exec(text)?.[1] ?? null;
}

function expandExponent(text: string): string | null {
  const value = Number(text.replace(',', '.'));
  return Number.isFinite(value) && Math.abs(value) < 1e15 ? value.toLocaleString('en', { useGrouping: false }) : null;
}

function refusal(reason: string, suggestion: string | null = null): NumberReading {
  return { ok: false, reason, suggestion };
}

export type DecimalMarkFinding =
  | { readonly mark: DecimalMark; readonly conflict: false }
  | { readonly mark: null; readonly conflict: boolean; readonly examples: readonly string[] };

/**
 * The decimal mark that a column's values prove. "12.5" and "1,234.5" prove a dot, "12,5" and "1.234,5" a comma;
 * "1,234" alone proves nothing, unless a value such as "2500" shows that thousands are not grouped.
 */
export function detectDecimalMark(values: Iterable<string>): DecimalMarkFinding {
  const proof: Record<DecimalMark, string | null> = { '.': null, ',': null };
  const unclear: Record<DecimalMark, string | null> = { '.': null, ',': null };
  let ungrouped = false;
  for (const value of values) {
    const text = value.replace(/[^\d.,]/g, '');
    const marks = text.replace(/\d/g, '');
    if (marks === '') {
      ungrouped ||= text.length > 3;
    } else if (marks.includes('.') && marks.includes(',')) {
      proof[marks.at(-1) as DecimalMark] ??= value;
    } else {
      const mark = marks[0] as DecimalMark;
      const digitsAfter = text.length - text.lastIndexOf(mark) - 1;
      const digitsBefore = text.indexOf(mark);
      if (marks.length > 1) proof[mark === '.' ? ',' : '.'] ??= value;
      else if (digitsAfter !== 3 || digitsBefore > 3 || digitsBefore === 0 || text.startsWith('0'))
        proof[mark] ??= value;
      else unclear[mark] ??= value;
    }
  }
  if (proof['.'] !== null && proof[','] !== null) {
    return { mark: null, conflict: true, examples: [proof['.'], proof[',']] };
  }
  if (proof['.'] !== null) return { mark: '.', conflict: false };
  if (proof[','] !== null) return { mark: ',', conflict: false };
  const examples = [unclear['.'], unclear[',']].filter(example => example !== null);
  if (examples.length === 0) return { mark: '.', conflict: false };
  if (examples.length === 1 && ungrouped) return { mark: unclear['.'] !== null ? '.' : ',', conflict: false };
  return { mark: null, conflict: examples.length > 1, examples };
}
