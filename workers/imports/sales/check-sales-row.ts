import type { ChannelLookup, CheckedRow, SkuLookup } from '../../../shared/contracts/import-file.ts';
import { nearestName } from '../nearest-code.ts';
import { parseDay } from '../parse-day.ts';
import { createCellReader, formulaText, isFormula, type RowCounts, type RowRules } from '../read-cells.ts';
import type { TableRow } from '../read-table.ts';

const earliestDay = '1990-01-01';
const dayMilliseconds = 86_400_000;
const currencies = new Set(Intl.supportedValuesOf('currency'));

const revenueRules = { decimals: 2, below: 1e11, tooLarge: 'larger than any amount can be' };

/** What one row says was sold. */
export function createSalesRowCheck(rules: RowRules, counts: RowCounts): (row: TableRow) => CheckedRow {
  const { mapping, lookups } = rules;
  const readCells = createCellReader(rules, counts);
  const channelById = new Map([...lookups.channels.values()].map(channel => [channel.id, channel]));
  const fixedChannel = mapping.fixedChannelId === null ? undefined : channelById.get(mapping.fixedChannelId);
  const days = new Map<string, ReturnType<typeof readPeriodStart>>();

  return row => {
    const cells = readCells(row);
    const sku = cells.sku();
    const channel = readChannel(sku);
    const periodStart = readDay();
    const quantity = readQuantity();
    const { revenue, currency } = readRevenue(sku);
    return {
      rowNumber: row.line,
      cells: row.cells,
      problems: cells.problems,
      skuId: sku?.id ?? null,
      channelId: channel?.id ?? null,
      periodStart,
      quantity,
      revenue,
      currency,
    };

    function readChannel(sku: SkuLookup | null): ChannelLookup | null {
      const name = cells.text('channel').toLowerCase();
      const found = fixedChannel ?? channelNamed(name, sku);
      if (!found) {
        if (name === '') return cells.refuse('channel', 'missing');
        if (isFormula(name))
          return cells.refuse('channel', 'a formula, not its result: export the values', formulaText(name));
        // Which channel is meant may hang on the region of a SKU that is not known either.
        if (sku === null) return null;
        const near = cells.nearest(`channel:${sku.regionCode}/${name}`, name, () => channelNamesIn(sku.regionCode));
        const code = near && (channelNamed(near, sku)?.code ?? null);
        return cells.refuse('channel', 'not a known channel', code, 'CHANNEL');
      }
      if (sku && sku.regionCode !== found.regionCode) {
        return cells.refuse(
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
      const text = cells.text('date');
      if (text === '') return cells.refuse('date', 'missing');
      let reading = days.get(text);
      if (!reading) {
        reading = readPeriodStart(text, rules);
        days.set(text, reading);
      }
      if (!reading.ok) return cells.refuse('date', reading.reason, reading.suggestion);
      if (reading.serial) counts.serialDates += 1;
      return reading.periodStart;
    }

    function readQuantity(): string | null {
      if (cells.text('quantity') === '') return cells.refuse('quantity', 'missing; write 0 where nothing was sold');
      return cells.quantity(
        'quantity',
        'negative: returns are not sales; leave the row out or net it in its own period',
      );
    }

    function readRevenue(sku: SkuLookup | null): { revenue: string | null; currency: string | null } {
      const none = { revenue: null, currency: null };
      const figure = cells.text('revenue') === '' ? null : cells.figure('revenue', revenueRules);
      if (figure === null) return none;
      const named = cells.text('currency').toUpperCase();
      if (named !== '' && !currencies.has(named)) {
        cells.refuse('currency', 'not an ISO 4217 code such as GBP', nearestCurrency(named));
        return none;
      }
      const stated = named || mapping.fixedCurrency || null;
      if (figure.currency !== null && stated !== null && figure.currency !== stated) {
        cells.refuse('revenue', `written in ${figure.currency}, but the row says ${stated}`);
        return none;
      }
      if (figure.currency !== null && !currencies.has(figure.currency)) {
        cells.refuse('revenue', `${figure.currency} is not an ISO 4217 code`);
        return none;
      }
      const currency = figure.currency ?? stated ?? sku?.currency ?? null;
      return currency === null ? none : { revenue: figure.value, currency };
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

function nearestCurrency(name: string): string | null {
  return nearestName(name, ['gbp', 'eur', 'usd'])?.toUpperCase() ?? null;
}
