/** Which public holidays to look up; days are `YYYY-MM-DD`, both inclusive. */
export interface HolidaysInput {
  /** ISO 3166-1 alpha-2; one whose calendar is not known has no holidays. */
  readonly countries: readonly string[];
  readonly from: string;
  readonly until: string;
}

export interface Holiday {
  readonly day: string;
  /** In the country's own language. */
  readonly name: string;
  readonly country: string;
}

const countries = new Set(
  'AT BE BG CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IT LT LU LV MT NL NO PL PT RO SE SI SK US'.split(' '),
);

/**
 * The country whose public holidays a region keeps, when its code is that of a country (ISO 3166-1; "UK" stands for GB). A
 * region of several countries has none of its own.
 */
export function countryOfRegion(regionCode: string): string | undefined {
  const code = regionCode.toUpperCase();
  const country = code === 'UK' ? 'GB' : code;
  return countries.has(country) ? country : undefined;
}
