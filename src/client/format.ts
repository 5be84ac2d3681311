/** What stands for a figure that is not known; zero is a figure and is shown as 0. */
export const absent = '—';

type Figure = number | string | null | undefined;

export interface FormatSettings {
  /** BCP 47, e.g. `en-GB`. */
  readonly locale: string;
  /** IANA, e.g. `Europe/London`. */
  readonly timeZone: string;
}

export type Format = ReturnType<typeof createFormat>;

/**
 * Everything a screen writes as text, in the workspace's locale. Absent or undefined figures give "—".
 * Money arrives as a decimal string and is never turned into a float.
 */
export function createFormat({ locale, timeZone }: FormatSettings) {
  const numberFormats = new Map<string, Intl.NumberFormat>();
  const dateFormats = new Map<string, Intl.DateTimeFormat>();

  function number(value: Figure, options: Intl.NumberFormatOptions): string {
    if (isAbsent(value)) return absent;
    const key = JSON.stringify(options);
    let format = numberFormats.get(key);
    if (!format) {
      format = new Intl.NumberFormat(locale, options);
      numberFormats.set(key, format);
    }
    return format.format(value as Intl.StringNumericLiteral);
  }

  function date(value: Date, options: Intl.DateTimeFormatOptions): string {
    const key = JSON.stringify(options);
    let format = dateFormats.get(key);
    if (!format) {
      format = new Intl.DateTimeFormat(locale, options);
      dateFormats.set(key, format);
    }
    return format.format(value);
  }

  const businessDay = (value: string | null | undefined, options: Intl.DateTimeFormatOptions) =>
    value ? date(new Date(`${value.slice(0, 10)}T00:00:00Z`), { timeZone: 'UTC', ...options }) : absent;

  return {
    /** £1,234.56; `decimals` fixes the places, default as the currency has. */
    money: (value: Figure, currency: string, decimals?: number) =>
      number(value, {
        style: 'currency',
        currency,
        ...(decimals !== undefined && { minimumFractionDigits: decimals, maximumFractionDigits: decimals }),
      }),
    /** With the decimals that it has, two to four: £4.60, £0.1234. */
    unitPrice: (value: Figure, currency: string) =>
      number(value, { style: 'currency', currency, minimumFractionDigits: 2, maximumFractionDigits: 4 }),
    /** £1.2M, for tiles and axes. */
    moneyShort: (value: Figure, currency: string) =>
      number(value, { style: 'currency', currency, notation: 'compact', maximumSignificantDigits: 3 }),
    /** +£1,234 or −£1,234. */
    moneyChange: (value: Figure, currency: string, decimals = 0) =>
      number(value, {
        style: 'currency',
        currency,
        signDisplay: 'exceptZero',
        minimumFractionDigits: decimals,
        maximumFractionDigits: decimals,
      }),
    /** 12,345 or, with a unit, 12,345 units. */
    quantity: (value: Figure, unit?: string, decimals = 0) => {
      const text = number(value, { maximumFractionDigits: decimals });
      return unit && text !== absent ? `${text} ${unit}` : text;
    },
    /** 12.3K, for axes. */
    quantityShort: (value: Figure) => number(value, { notation: 'compact', maximumSignificantDigits: 3 }),
    /** A ratio as a percentage: 0.184 → 18.4 %. */
    percent: (ratio: Figure, decimals = 1) =>
      number(ratio, { style: 'percent', minimumFractionDigits: decimals, maximumFractionDigits: decimals }),
    /** +1.8 % or −1.8 %. */
    percentChange: (ratio: Figure, decimals = 1) =>
      number(ratio, {
        style: 'percent',
        signDisplay: 'exceptZero',
        minimumFractionDigits: decimals,
        maximumFractionDigits: decimals,
      }),
    /** A plain number with fixed decimals, e.g. MASE 0.87. */
    decimal: (value: Figure, decimals = 2) =>
      number(value, { minimumFractionDigits: decimals, maximumFractionDigits: decimals }),
    /** 14 Nov 2026, from a business day `YYYY-MM-DD`. */
    day: (value: string | null | undefined) => businessDay(value, { day: 'numeric', month: 'short', year: 'numeric' }),
    /** 14 Nov, where the year is plain from the context. */
    dayShort: (value: string | null | undefined) => businessDay(value, { day: 'numeric', month: 'short' }),
    /** Nov 2026. */
    month: (value: string | null | undefined) => businessDay(value, { month: 'short', year: 'numeric' }),
    /** 14 Nov 2026, 09:30 in the workspace's time zone, from an ISO instant. */
    instant: (value: string | null | undefined) =>
      value
        ? date(new Date(value), {
            timeZone,
            day: 'numeric',
            month: 'short',
            year: 'numeric',
            hour: '2-digit',
            minute: '2-digit',
          })
        : absent,
    /** 09:30:12 in the workspace's time zone. */
    time: (value: string | null | undefined) =>
      value ? date(new Date(value), { timeZone, hour: '2-digit', minute: '2-digit', second: '2-digit' }) : absent,
    /** "3 minutes ago" or "in 2 days". */
    age: (value: string | null | undefined, now: Date = new Date()) => {
      if (!value) return absent;
      const seconds = (new Date(value).getTime() - now.getTime()) / 1_000;
      const [amount, unit] = largestUnit(seconds);
      return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(amount, unit);
    },
    /** 850 ms, 4.2 s, 3 min 5 s. */
    duration: (milliseconds: number | null | undefined) => {
      if (isAbsent(milliseconds)) return absent;
      if (milliseconds < 1_000) return `${Math.round(milliseconds)} ms`;
      if (milliseconds < 59_950) return `${(milliseconds / 1_000).toFixed(1)} s`;
      const seconds = Math.round(milliseconds / 1_000);
      return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
    },
  };
}

function isAbsent<Value>(value: Value | null | undefined): value is null | undefined {
  return (
    value === null || value === undefined || value === '' || (typeof value === 'number' && !Number.isFinite(value))
  );
}

function largestUnit(seconds: number): [number, Intl.RelativeTimeFormatUnit] {
  const size = Math.abs(seconds);
  if (size < 60) return [Math.round(seconds), 'second'];
  if (size < 3_600) return [Math.round(seconds / 60), 'minute'];
  if (size < 86_400) return [Math.round(seconds / 3_600), 'hour'];
  return [Math.round(seconds / 86_400), 'day'];
}
