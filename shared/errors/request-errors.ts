import type { CatalogEntry } from './catalog-entry.ts';

/** Expected failures of signing in, of any request, and of what every room shares. */
export const requestErrors = {
  'auth.signed-out': { transport: 'UNAUTHORIZED', retry: false, userMessage: 'Your session has ended. Sign in again.' },
  'auth.role-required': {
    transport: 'FORBIDDEN',
    retry: false,
    userMessage: 'This needs the role {required}; you are signed in as {actual}. Ask an administrator.',
  },
  'auth.local-sign-in-off': {
    transport: 'FORBIDDEN',
    retry: false,
    userMessage: 'Local sign-in is switched off here. Sign in with your company account.',
  },
  'request.foreign-origin': {
    transport: 'FORBIDDEN',
    retry: false,
    userMessage:
      'This call came from a page of another site ({origin}) and was refused. Open this product under its own address.',
  },
  'request.cancelled': { transport: 'CLIENT_CLOSED_REQUEST', retry: false, userMessage: 'Cancelled.' },
  'entity.not-found': { transport: 'NOT_FOUND', retry: false, userMessage: '{entity} {id} does not exist here.' },
  'entity.changed': {
    transport: 'CONFLICT',
    retry: true,
    userMessage: 'Someone changed {entity} {id} after you opened it. Reload to see their change, then repeat yours.',
  },
  'pool.saturated': {
    transport: 'SERVICE_UNAVAILABLE',
    retry: true,
    userMessage: 'All calculation threads are busy and the waiting list is full. Try again in a minute.',
  },
  'numerics.out-of-domain': {
    transport: 'BAD_REQUEST',
    retry: false,
    userMessage: '{name} must be {requirement}; it is {actual}.',
  },
  'request.key-reused': {
    transport: 'CONFLICT',
    retry: false,
    userMessage: 'This request carries a key that was already used for something else. Reload the page and try again.',
  },
  'request.replayed': {
    transport: 'CONFLICT',
    retry: false,
    userMessage:
      'This request was already carried out and {number} has changed since, so nothing was done. Reload, and decide on what it says now.',
  },
} as const satisfies Record<string, CatalogEntry>;
