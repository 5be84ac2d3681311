import { z } from 'zod';
import { Selection } from '../../data/catalogue/schema.ts';

export const ListPublishedInput = z.object({
  selection: Selection.prefault({}),
  limit: z.number().int().min(1).max(500).default(100),
  offset: z.number().int().min(0).default(0),
});
export type ListPublishedInput = z.infer<typeof ListPublishedInput>;

export const ListVersionsInput = z.object({
  skuId: z.uuid(),
  warehouseId: z.uuid(),
  limit: z.number().int().min(1).max(200).default(50),
});

export const PublishedInput = z.object({ publishedId: z.uuid() });
