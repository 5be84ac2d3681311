import { z } from 'zod';
import { Selection } from '../../data/catalogue/schema.ts';

export const EventKind = z.enum(['PROMOTION', 'PRICE', 'LISTING', 'SUPPLY', 'OTHER']);
export type EventKind = z.infer<typeof EventKind>;

/** What screens call each kind. */
export const eventKindNames: Record<EventKind, string> = {
  PROMOTION: 'Promotion',
  PRICE: 'Price change',
  LISTING: 'Listing won or lost',
  SUPPLY: 'Supply',
  OTHER: 'Other',
};

export const SaveEventInput = z
  .object({
    /** Made by the caller: the same event sent twice is saved once. */
    id: z.uuid(),
    kind: EventKind,
    label: z.string().trim().min(2, 'Say what happens').max(120),
    firstDay: z.iso.date(),
    lastDay: z.iso.date(),
    /** Where it holds; empty means all. */
    selection: Selection,
    /** Of the event as it was opened; null adds one. */
    version: z.number().int().min(1).nullable(),
  })
  .refine(event => event.firstDay <= event.lastDay, { path: ['lastDay'], message: 'It ends before it begins' });
export type SaveEventInput = z.infer<typeof SaveEventInput>;

export const RemoveEventInput = z.object({ id: z.uuid(), version: z.number().int().min(1) });
export type RemoveEventInput = z.infer<typeof RemoveEventInput>;

export const ListEventsInput = z.object({ selection: Selection });

export const ListHolidaysInput = z
  .object({ selection: Selection, from: z.iso.date(), until: z.iso.date() })
  .refine(({ from, until }) => from <= until && Number(until.slice(0, 4)) - Number(from.slice(0, 4)) <= 30, {
    message: 'At most thirty years, from the earlier day to the later',
  });
export type ListHolidaysInput = z.infer<typeof ListHolidaysInput>;

/** Topic of live events. */
export const demandEventTopic = 'demand-event';
