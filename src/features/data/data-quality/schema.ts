import { z } from 'zod';
import { Selection } from '../catalogue/schema.ts';

export const DataQualityInput = z.object({ selection: Selection.prefault({}) });
