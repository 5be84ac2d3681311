export interface LeadTimeBin {
  /** Days, both included. */
  readonly from: number;
  readonly to: number;
  readonly deliveries: number;
}

const mostBins = 8;

/** Counts deliveries in at most eight spans of whole days of equal width; empty spans between are kept. */
export function leadTimeBins(days: readonly number[]): LeadTimeBin[] {
  if (days.length === 0) return [];
  const shortest = Math.min(...days);
  const span = Math.max(...days) - shortest + 1;
  const width = Math.ceil(span / mostBins);
  return Array.from({ length: Math.ceil(span / width) }, (_, index) => {
    const from = shortest + index * width;
    const to = from + width - 1;
    return { from, to, deliveries: days.filter(value => value >= from && value <= to).length };
  });
}
