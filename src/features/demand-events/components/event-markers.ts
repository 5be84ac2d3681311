import type { ChartMarker } from '../../../client/components/time-series-chart.tsx';
import { eventKindNames } from '../schema.ts';
import type { DemandEvent } from '../use-demand-events.ts';

/**
 * Events on a chart of periods: each on the period in which it begins, or on the first one shown when it began before.
 * @param days first days of the periods, ascending
 */
export function eventMarkers(
  events: readonly Pick<DemandEvent, 'kind' | 'label' | 'firstDay' | 'lastDay'>[],
  days: readonly string[],
  periodDays: number,
): ChartMarker[] {
  const [first] = days;
  const last = days.at(-1);
  if (first === undefined || last === undefined) return [];
  const end = new Date(Date.parse(last) + periodDays * 86_400_000).toISOString().slice(0, 10);
  return events
    .filter(event => event.lastDay >= first && event.firstDay < end)
    .map(({ kind, label, firstDay, lastDay }) => {
      const until = lastDay > firstDay ? ` (${firstDay} to ${lastDay})` : '';
      return {
        day: days.findLast(day => day <= firstDay) ?? first,
        label: `${eventKindNames[kind]}: ${label}${until}`,
      };
    });
}
