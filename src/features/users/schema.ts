import { z } from 'zod';

export const SignInLocallyInput = z.object({ userId: z.uuid() });

export const ListUsersInput = z.object({
  search: z.string().trim().max(100).optional(),
  limit: z.number().int().min(1).max(500).default(200),
});
export type ListUsersInput = z.infer<typeof ListUsersInput>;

export const ChangeUserInput = z.object({
  userId: z.uuid(),
  role: z.enum(['ADMIN', 'MANAGER', 'OPERATOR', 'VIEWER']),
  approvalAuthority: z.enum(['NONE', 'MANAGER', 'DIRECTOR', 'CFO']),
  active: z.boolean(),
  reason: z.string().trim().min(3, 'say why, in at least three letters').max(500),
});
export type ChangeUserInput = z.infer<typeof ChangeUserInput>;
