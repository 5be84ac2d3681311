import { addDays } from '../../../../../shared/business-day.ts';
import type { Holiday } from '../../../../../shared/contracts/holidays.ts';
import type { ChartMarker } from '../../../../client/components/time-series-chart.tsx';
import { eventKindNames } from '../schema.ts';
import type { DemandEvent } from '../use-demand-events.ts';

/**
 * Events and public holidays on a chart of periods: each on the period in which it begins, or on the first one shown
 * when it began before. Holidays of one period share a quiet marker.
 * @param days first days of the periods, ascending
 */
export function eventMarkers(
  events: readonly Pick<DemandEvent, 'kind' | 'label' | 'firstDay' | 'lastDay'>[],
  holidays: readonly Holiday[],
  days: readonly string[],
  periodDays: number,
): ChartMarker[] {
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return [];
  const end = addDays(last, periodDays);
  const periodOf = (day: string) => days.findLast(one => one <= day) ?? first;
  const shown = holidays.filter(({ day }) => day >= first && day < end);
  const quiet = [...Map.groupBy(shown, ({ day }) => periodOf(day))].map(([day, of]) => ({
    day,
    label: of.map(({ name, country }) => `${name} (${country})`).join(', '),
    quiet: true,
  }));
  const marked = events
    .filter(event => event.lastDay >= first && event.firstDay < end)
    .map(({ kind, label, firstDay, lastDay }) => {
      const span = lastDay > firstDay ? ` (${firstDay} to ${lastDay})` : '';
      return { day: periodOf(firstDay), label: `${eventKindNames[kind]}: ${label}${span}` };
    });
  return [...quiet, ...marked];
}
