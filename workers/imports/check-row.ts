import type {
  ChannelLookup,
  CheckedRow,
  RowProblem,
  SalesField,
  SalesLookups,
  SkuLookup,
} from '../../shared/contracts/sales-file.ts';
import { nearestName } from './nearest-code.ts';
import { parseDay } from './parse-day.ts';
import { parseNumber } from './parse-number.ts';
import type { TableRow } from './read-table.ts';
import type { ResolvedMapping } from './resolve-mapping.ts';
import { roundDecimalText } from './round-decimal-text.ts';

const earliestDay = '1990-01-01';
const dayMilliseconds = 86_400_000;
/** What the database can hold: 11 digits before the decimal mark. */
const largestFigure = 1e11;
const quantityDecimals = 3;
const moneyDecimals = 2;
/** Looking for near names compares with all known ones: enough for typing errors, bounded for hopeless files. */
const suggestionsLimit = 500;
const currencies = new Set(Intl.supportedValuesOf('currency'));

export interface RowRules {
  readonly header: readonly string[];
  readonly mapping: ResolvedMapping;
  readonly lookups: SalesLookups;
  readonly today: string;
  readonly weekStartsOn: number;
}

export interface RowCounts {
  rounded: number;
  serialDates: number;
}

/** Checks rows one by one; remembers what it has read, because files repeat their names and dates. */
export function createRowCheck(rules: RowRules, counts: RowCounts): (row: TableRow) => CheckedRow {
  const { header, mapping, lookups } = rules;
  const { columns } = mapping;
  const channelById = new Map([...lookups.channels.values()].map(channel => [channel.id, channel]));
  const fixedChannel = mapping.fixedChannelId === null ? undefined : channelById.get(mapping.fixedChannelId);
  const days = new Map<string, ReturnType<typeof readPeriodStart>>();
  const suggestions = new Map<string, string | null>();

  return row => {
    const problems: RowProblem[] = [];
    const cell = (field: SalesField) => {
      const column = columns[field];
      return column === null ? '' : (row.cells[column] ?? '').trim();
    };
    const refuse = (
      field: SalesField,
      reason: string,
      suggestion: string | null = null,
      unknown: RowProblem['unknown'] = null,
    ) => {
      const column = columns[field];
      problems.push({
        column: column === null ? null : (header[column] ?? null),
        columnIndex: column,
        value: cell(field),
        reason,
        suggestion,
        unknown,
      });
      return null;
    };

    if (row.cells.length !== header.length) {
      problems.push({
        column: null,
        columnIndex: null,
        value: row.cells.join(mapping.delimiter ?? ','),
        reason: `${row.cells.length} cells where the header has ${header.length}: a delimiter is missing, or one inside a text is not quoted`,
        suggestion: null,
        unknown: null,
      });
    }
    const sku = readSku();
    const channel = readChannel(sku);
    const periodStart = readDay();
    const quantity = readQuantity();
    const { revenue, currency } = readRevenue(sku);
    return {
      rowNumber: row.line,
      cells: row.cells,
      problems,
      skuId: sku?.id ?? null,
      channelId: channel?.id ?? null,
      periodStart,
      quantity,
      revenue,
      currency,
    };

    function readSku(): SkuLookup | null {
      const name = cell('sku');
      if (name === '') return refuse('sku', 'missing');
      const found = lookups.skus.get(name.toLowerCase());
      if (found) return found;
      if (isFormula(name)) return refuse('sku', 'a formula, not its result: export the values', formulaText(name));
      const near = suggest(`sku:${name}`, name, () => lookups.skus.keys());
      return refuse('sku', 'not a known SKU', near && (lookups.skus.get(near)?.code ?? null), 'SKU');
    }

    function readChannel(sku: SkuLookup | null): ChannelLookup | null {
      const name = cell('channel').toLowerCase();
      const found = fixedChannel ?? channelNamed(name, sku);
      if (!found) {
        if (name === '') return refuse('channel', 'missing');
        if (isFormula(name))
          return refuse('channel', 'a formula, not its result: export the values', formulaText(name));
        // Which channel is meant may hang on the region of a SKU that is not known either.
        if (sku === null) return null;
        const near = suggest(`channel:${sku.regionCode}/${name}`, name, () => channelNamesIn(sku.regionCode));
        return refuse('channel', 'not a known channel', near && (channelNamed(near, sku)?.code ?? null), 'CHANNEL');
      }
      if (sku && sku.regionCode !== found.regionCode) {
        return refuse(
          'channel',
          `${found.code} sells in ${found.regionCode}, but ${sku.code} is for ${sku.regionCode}`,
        );
      }
      return found;
    }

    /** An alias of the SKU's own region wins: "Amazon" may be one channel in one region and another elsewhere. */
    function channelNamed(name: string, sku: SkuLookup | null): ChannelLookup | undefined {
      const qualified = sku && lookups.channels.get(`${sku.regionCode.toLowerCase()}/${name}`);
      return qualified ?? lookups.channels.get(name);
    }

    function readDay(): string | null {
      const text = cell('date');
      if (text === '') return refuse('date', 'missing');
      let reading = days.get(text);
      if (!reading) {
        reading = readPeriodStart(text, rules);
        days.set(text, reading);
      }
      if (!reading.ok) return refuse('date', reading.reason, reading.suggestion);
      if (reading.serial) counts.serialDates += 1;
      return reading.periodStart;
    }

    function readQuantity(): string | null {
      const text = cell('quantity');
      if (text === '') return refuse('quantity', 'missing; write 0 where nothing was sold');
      const reading = parseNumber(text, mapping.decimalMark);
      if (!reading.ok) return refuse('quantity', reading.reason, reading.suggestion);
      if (reading.currency !== null) return refuse('quantity', 'an amount of money, not a quantity');
      if (reading.value.startsWith('-')) {
        return refuse('quantity', 'negative: returns are not sales; leave the row out or net it in its own period');
      }
      if (Number(reading.value) >= largestFigure) return refuse('quantity', 'larger than any quantity can be');
      return rounded(reading.value, quantityDecimals);
    }

    function readRevenue(sku: SkuLookup | null): { revenue: string | null; currency: string | null } {
      const none = { revenue: null, currency: null };
      const text = cell('revenue');
      if (text === '') return none;
      const reading = parseNumber(text, mapping.decimalMark);
      if (!reading.ok) {
        refuse('revenue', reading.reason, reading.suggestion);
        return none;
      }
      if (Math.abs(Number(reading.value)) >= largestFigure) {
        refuse('revenue', 'larger than any amount can be');
        return none;
      }
      const named = cell('currency').toUpperCase();
      if (named !== '' && !currencies.has(named)) {
        refuse('currency', 'not an ISO 4217 code such as GBP', nearestCurrency(named));
        return none;
      }
      const stated = named || mapping.fixedCurrency || null;
      if (reading.currency !== null && stated !== null && reading.currency !== stated) {
        refuse('revenue', `written in ${reading.currency}, but the row says ${stated}`);
        return none;
      }
      if (reading.currency !== null && !currencies.has(reading.currency)) {
        refuse('revenue', `${reading.currency} is not an ISO 4217 code`);
        return none;
      }
      const currency = reading.currency ?? stated ?? sku?.currency ?? null;
      return currency === null ? none : { revenue: rounded(reading.value, moneyDecimals), currency };
    }

    function rounded(value: string, decimals: number): string {
      const result = roundDecimalText(value, decimals);
      if (result.changed) counts.rounded += 1;
      return result.value;
    }
  };

  /** Names that a SKU of the region may go with: aliases of another region mean nothing to it. */
  function channelNamesIn(regionCode: string): string[] {
    const own = `${regionCode.toLowerCase()}/`;
    return [...lookups.channels].flatMap(([name, channel]) => {
      if (channel.regionCode !== regionCode) return [];
      return name.startsWith(own) ? [name.slice(own.length)] : [name];
    });
  }

  function suggest(key: string, name: string, known: () => Iterable<string>): string | null {
    const remembered = suggestions.get(key);
    if (remembered !== undefined) return remembered;
    if (suggestions.size >= suggestionsLimit) return null;
    const near = nearestName(name, known());
    suggestions.set(key, near);
    return near;
  }
}

function readPeriodStart(text: string, { mapping, today, weekStartsOn }: RowRules) {
  const reading = parseDay(text, mapping.dateOrder);
  if (!reading.ok) return reading;
  const { day, precision } = reading;
  const refusal = (reason: string, suggestion: string | null = null) => ({ ok: false as const, reason, suggestion });
  if (day < earliestDay) return refusal(`before ${earliestDay}: is the year right?`);
  if (day > today) return refusal(`in the future: sales are known up to ${today}`);
  if (precision === 'month' && mapping.period !== 'month') return refusal(`a month in a file of ${mapping.period}s`);
  if (precision === 'week' && mapping.period !== 'week') return refusal(`a week in a file of ${mapping.period}s`);
  const read = (periodStart: string) => ({ ok: true as const, periodStart, serial: precision === 'serial' });
  if (mapping.period === 'day') return read(day);
  if (mapping.period === 'month') {
    return day.endsWith('-01') ? read(day) : refusal('not the first day of a month', `${day.slice(0, 8)}01`);
  }
  // A week may be named by its first or by its last day.
  const weekday = new Date(day).getUTCDay();
  const daysIntoWeek = (weekday - weekStartsOn + 7) % 7;
  const start = new Date(Date.parse(day) - daysIntoWeek * dayMilliseconds).toISOString().slice(0, 10);
  if (daysIntoWeek === 0 || daysIntoWeek === 6) return read(start);
  return refusal('neither the first nor the last day of a week of this workspace', start);
}

function isFormula(text: string): boolean {
  return /^[=@]/.test(text) || /^[+-][A-Za-z(]/.test(text);
}

function formulaText(text: string): string | null {
  return /^="([^"]*)"$/.exec(text)?.[1] ?? null;
}

function nearestCurrency(name: string): string | null {
  return nearestName(name, ['gbp', 'eur', 'usd'])?.toUpperCase() ?? null;
}
