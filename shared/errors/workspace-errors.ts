import type { CatalogEntry } from './catalog-entry.ts';

/** Expected failures of the workspace room. */
export const workspaceErrors = {
  'users.own-authority': {
    transport: 'FORBIDDEN',
    retry: false,
    userMessage: 'Nobody changes their own role or approval authority. Ask another administrator.',
  },
  'users.lent-authority': {
    transport: 'FORBIDDEN',
    retry: false,
    userMessage:
      '{lender} has lent you this authority: raising it would raise what you may approve yourself. Ask another administrator, or have the loan withdrawn first.',
  },
  'users.exists': {
    transport: 'CONFLICT',
    retry: false,
    userMessage: 'Someone with the e-mail {email} or with this Clerk user is here already. Change that user instead.',
  },
  'users.last-administrator': {
    transport: 'CONFLICT',
    retry: false,
    userMessage: '{name} is the last active administrator. Make someone else administrator first.',
  },
  'users.nothing-to-delegate': {
    transport: 'FORBIDDEN',
    retry: false,
    userMessage:
      'You hold no approval authority of your own that you could lend. Ask whoever lent it to you, or an administrator.',
  },
  'users.delegation-refused': {
    transport: 'UNPROCESSABLE_CONTENT',
    retry: false,
    userMessage: 'The authority was not lent: {problem}.',
  },
} as const satisfies Record<string, CatalogEntry>;
