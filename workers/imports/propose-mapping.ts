import type { ImportMapping } from '../../shared/contracts/import-file.ts';
import { fieldsOf, type ImportKind } from '../../shared/contracts/import-kinds.ts';
import { importKindChecks } from './kinds.ts';

const currencyWords: readonly [RegExp, string][] = [
  [/dollars|\busd\b|\$/i, 'USD'],
  [/pounds|\bgbp\b|£/i, 'GBP'],
  [/euros?\b|\beur\b|€/i, 'EUR'],
];

/** Recognises the columns by their names; what no name tells is left to be decided from the values or by the user. */
export function proposeMapping(kind: ImportKind, header: readonly string[]): ImportMapping {
  const { synonyms } = importKindChecks[kind];
  const names = header.map(bareName);
  const taken = new Set<number>();
  const columns: Record<string, number | null> = {};
  for (const [field, { label }] of Object.entries(fieldsOf(kind))) {
    const known = [bareName(label), ...(synonyms[field] ?? [])];
    const column = known.map(name => names.findIndex((own, index) => own === name && !taken.has(index)));
    const found = column.find(index => index >= 0) ?? null;
    if (found !== null) taken.add(found);
    columns[field] = found;
  }
  const revenueName = header[columns.revenue ?? -1] ?? '';
  return {
    columns,
    fixedChannelId: null,
    fixedSource: null,
    fixedCurrency: currencyWords.find(([pattern]) => pattern.test(revenueName))?.[1] ?? null,
    encoding: null,
    delimiter: null,
    dateOrder: null,
    decimalMark: null,
    period: null,
    repeatedKeys: 'refuse',
    corrections: [],
  };
}

/** "Net sales (EUR)" → "netsales". */
function bareName(name: string): string {
  return name
    .toLowerCase()
    .replace(/\(.*?\)|\[.*?\]/g, '')
    .replace(/\b(usd|gbp|eur)\b|[£€$]/g, '')
    .replace(/[^\p{L}\p{N}]/gu, '');
}
