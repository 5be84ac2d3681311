/** The subset of tRPC codes that the catalog uses; kept here so that threads and browsers need no tRPC import. */
export type TransportCode =
  | 'BAD_REQUEST'
  | 'UNAUTHORIZED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'CONFLICT'
  | 'PAYLOAD_TOO_LARGE'
  | 'UNPROCESSABLE_CONTENT'
  | 'TOO_MANY_REQUESTS'
  | 'CLIENT_CLOSED_REQUEST'
  | 'SERVICE_UNAVAILABLE';

interface CatalogEntry {
  readonly transport: TransportCode;
  /** Whether the same call may succeed later without a change by the caller. */
  readonly retry: boolean;
  /** What is wrong and how to mend it. `{name}` is filled from the error's details. */
  readonly userMessage: string;
}

/** Every expected failure of the product. A bug is not listed: it throws and stays a 500. */
export const errorCatalog = {
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
  'forecast.history-too-short': {
    transport: 'UNPROCESSABLE_CONTENT',
    retry: false,
    userMessage: '{model} needs at least {required} periods of history; this series has {actual}. Choose another model or a longer history.',
  },
  'forecast.failed': {
    transport: 'UNPROCESSABLE_CONTENT',
    retry: false,
    userMessage: '{model} could not be fitted: {reason}.',
  },
  'numerics.out-of-domain': {
    transport: 'BAD_REQUEST',
    retry: false,
    userMessage: '{name} must be {requirement}; it is {actual}.',
  },
  'plan.problem-invalid': {
    transport: 'UNPROCESSABLE_CONTENT',
    retry: false,
    userMessage: 'No plan can be made: {where} {problem}. {mend}',
  },
} as const satisfies Record<string, CatalogEntry>;

export type ErrorCode = keyof typeof errorCatalog;

/** An expected failure. Anything else that is thrown is a bug. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: Record<string, unknown>;

  constructor(code: ErrorCode, details: Record<string, unknown> = {}) {
    super(userMessageOf(code, details));
    this.name = 'AppError';
    this.code = code;
    this.details = details;
  }
}

export function userMessageOf(code: ErrorCode, details: Record<string, unknown> = {}): string {
  return errorCatalog[code].userMessage.replace(/\{(\w+)\}/g, (whole, name: string) =>
    name in details ? String(details[name]) : whole,
  );
}
