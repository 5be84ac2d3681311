import { z } from 'zod';

export const LendAuthorityInput = z.object({
  toUserId: z.uuid(),
  validUntil: z.iso.datetime(),
});
export type LendAuthorityInput = z.infer<typeof LendAuthorityInput>;

export const EndDelegationInput = z.object({ delegationId: z.uuid() });
