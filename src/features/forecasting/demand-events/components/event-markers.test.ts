import { expect, test } from 'vitest';
import { eventMarkers } from './event-markers.ts';

const days = ['2024-07-01', '2024-07-08', '2024-07-15'];
const event = { kind: 'PRICE' as const, label: 'Price rise', firstDay: '2024-07-10', lastDay: '2024-07-10' };

test('an event stands on the period in which it begins; those outside the chart are left out', () => {
  expect(eventMarkers([event], [], days, 7)).toEqual([{ day: '2024-07-08', label: 'Price change: Price rise' }]);
  const long = { ...event, firstDay: '2024-06-01', lastDay: '2024-07-02' };
  expect(eventMarkers([long], [], days, 7)).toEqual([
    { day: '2024-07-01', label: 'Price change: Price rise (2024-06-01 to 2024-07-02)' },
  ]);
  const sunday = { ...event, firstDay: '2024-07-21', lastDay: '2024-07-21' };
  expect(eventMarkers([sunday], [], days, 7)[0]?.day).toBe('2024-07-15');
  expect(eventMarkers([{ ...event, firstDay: '2024-07-22', lastDay: '2024-07-30' }], [], days, 7)).toEqual([]);
  expect(eventMarkers([event], [], [], 7)).toEqual([]);
});

test('holidays of one week share a quiet marker', () => {
  const holiday = (day: string, name: string, country = 'US') => ({ day, name, country });
  const holidays = [
    holiday('2024-06-30', 'before'),
    holiday('2024-07-04', 'Independence Day'),
    holiday('2024-07-05', 'X', 'GB'),
  ];
  expect(eventMarkers([], holidays, days, 7)).toEqual([
    { day: '2024-07-01', label: 'Independence Day (US), X (GB)', quiet: true },
  ]);
});
