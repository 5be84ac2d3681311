/** The filters that every screen shares. Empty lists mean "all". */
export interface Filters {
  readonly markets: readonly string[];
  readonly channels: readonly string[];
  readonly products: readonly string[];
  readonly period: Period;
}

/** A span back from the planning date, or two business days, both included. */
export type Period =
  | { readonly kind: 'weeks'; readonly weeks: number }
  | { readonly kind: 'all' }
  | { readonly kind: 'days'; readonly from: string; readonly to: string };

const listKeys = { markets: 'market', channels: 'channel', products: 'product' } as const;
const periodKey = 'period';
const filterKeys: readonly string[] = [...Object.values(listKeys), periodKey];

export const defaultPeriod: Period = { kind: 'weeks', weeks: 52 };

/** Reads the shared filters; whatever cannot be read counts as absent, so that an old link still opens. */
export function readFilters(search: URLSearchParams): Filters {
  return {
    markets: readList(search.get(listKeys.markets)),
    channels: readList(search.get(listKeys.channels)),
    products: readList(search.get(listKeys.products)),
    period: readPeriod(search.get(periodKey)),
  };
}

/** Returns a copy of `search` with the given filters set; the defaults leave no trace in the address. */
export function writeFilters(search: URLSearchParams, change: Partial<Filters>): URLSearchParams {
  const next = new URLSearchParams(search);
  for (const [name, key] of Object.entries(listKeys) as [keyof typeof listKeys, string][]) {
    const values = change[name];
    if (values === undefined) continue;
    if (values.length > 0) next.set(key, values.map(encodeURIComponent).join(','));
    else next.delete(key);
  }
  if (change.period) {
    const text = writePeriod(change.period);
    if (text === writePeriod(defaultPeriod)) next.delete(periodKey);
    else next.set(periodKey, text);
  }
  return next;
}

/** The part of an address that goes along to another screen, with its `?`, or ''. */
export function carriedSearch(search: URLSearchParams): string {
  const carried = new URLSearchParams([...search].filter(([key]) => filterKeys.includes(key)));
  return carried.size > 0 ? `?${carried}` : '';
}

/** The business days that a period covers, both included; undefined ends are open. */
export function daysOfPeriod(
  period: Period,
  planningDate: string,
): { from: string | undefined; to: string | undefined } {
  if (period.kind === 'all') return { from: undefined, to: undefined };
  if (period.kind === 'days') return { from: period.from, to: period.to };
  const from = new Date(`${planningDate}T00:00:00Z`);
  from.setUTCDate(from.getUTCDate() - period.weeks * 7 + 1);
  return { from: from.toISOString().slice(0, 10), to: planningDate };
}

export function writePeriod(period: Period): string {
  if (period.kind === 'all') return 'all';
  return period.kind === 'weeks' ? `${period.weeks}w` : `${period.from}..${period.to}`;
}

export function readPeriod(text: string | null): Period {
  if (text === 'all') return { kind: 'all' };
  const weeks = /^(\d{1,3})w$/.exec(text ?? '')?.[1];
  if (weeks && Number(weeks) > 0) return { kind: 'weeks', weeks: Number(weeks) };
  const days = /^(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})$/.exec(text ?? '');
  if (days?.[1] && days[2] && isDay(days[1]) && isDay(days[2]) && days[1] <= days[2]) {
    return { kind: 'days', from: days[1], to: days[2] };
  }
  return defaultPeriod;
}

function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

function readList(text: string | null): string[] {
  if (!text) return [];
  return [...new Set(text.split(',').map(safeDecode).filter(Boolean))];
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
