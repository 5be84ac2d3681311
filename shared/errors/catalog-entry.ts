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

export interface CatalogEntry {
  readonly transport: TransportCode;
  /** Whether the same call may succeed later without a change by the caller. */
  readonly retry: boolean;
  /** What is wrong and how to mend it. `{name}` is filled from the error's details. */
  readonly userMessage: string;
}
