import { z } from 'zod';

export const SignInLocallyInput = z.object({ userId: z.uuid() });

export const ListUsersInput = z.object({
  search: z.string().trim().max(100).optional(),
  limit: z.number().int().min(1).max(500).default(200),
});
export type ListUsersInput = z.infer<typeof ListUsersInput>;

const person = {
  name: z.string().trim().min(1, 'Give the name').max(120),
  email: z.email('This is not an e-mail address').max(254).toLowerCase(),
  /** Subject of Clerk's tokens, `user_…`; without it the person can sign in only where local sign-in is on. */
  clerkUserId: z.string().trim().min(1).max(120).nullable(),
};

export const AddUserInput = z.object({
  /** Made by the client: a repeated request adds one user. */
  userId: z.uuid(),
  ...person,
  role: z.enum(['ADMIN', 'MANAGER', 'OPERATOR', 'VIEWER']),
});
export type AddUserInput = z.infer<typeof AddUserInput>;

/** A business and its first administrator. */
export const FoundOrganisationInput = z.object({
  organisation: z.string().trim().min(1).max(120),
  administrator: z.object(person),
});
export type FoundOrganisationInput = z.infer<typeof FoundOrganisationInput>;

export const ChangeUserInput = z.object({
  userId: z.uuid(),
  role: z.enum(['ADMIN', 'MANAGER', 'OPERATOR', 'VIEWER']),
  approvalAuthority: z.enum(['NONE', 'MANAGER', 'DIRECTOR', 'CFO']),
  active: z.boolean(),
  reason: z.string().trim().min(3, 'say why, in at least three letters').max(500),
});
export type ChangeUserInput = z.infer<typeof ChangeUserInput>;
