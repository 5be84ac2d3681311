import { z } from 'zod';

const ids = z.array(z.uuid()).max(500).default([]);

/** A slice of demand: product × region × channel. An empty list means all. */
export const Selection = z.object({ productIds: ids, regionIds: ids, channelIds: ids });
export type Selection = z.infer<typeof Selection>;
