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
