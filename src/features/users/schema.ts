import { z } from 'zod';

export const SignInLocallyInput = z.object({ userId: z.uuid() });
