/** What a failed call tells the reader. */
export interface ErrorMessage {
  /** What failed, in plain words. */
  readonly text: string;
  /** What the reader may give to support; the server's log knows it. */
  readonly referenceId: string | null;
  /** Whether the same call may succeed later. */
  readonly retry: boolean;
  /** Code in the error catalogue, or null for a bug or a broken connection. */
  readonly appCode: string | null;
}

interface ErrorData {
  readonly appCode?: string | null;
  readonly userMessage?: string | null;
  readonly referenceId?: string | null;
  readonly retry?: boolean;
  readonly httpStatus?: number;
}

function dataOf(error: unknown): ErrorData | undefined {
  const data = (error as { data?: unknown } | null | undefined)?.data;
  return typeof data === 'object' && data !== null ? data : undefined;
}

/** Turns whatever a query or mutation rejected with into words, a reference and advice. */
export function errorMessageOf(error: unknown): ErrorMessage {
  const data = dataOf(error);
  if (!data) {
    // tRPC wraps a failed fetch without data; anything else without data is a bug in the browser.
    const fromServer = (error as { name?: string } | null)?.name === 'TRPCClientError';
    return {
      text: fromServer
        ? 'The server could not be reached. Check your connection; your work on this screen is kept.'
        : 'This part of the screen failed. Reload the page; if it happens again, tell support what you did.',
      referenceId: null,
      retry: fromServer,
      appCode: null,
    };
  }
  const text =
    data.userMessage ??
    (data.httpStatus === 429
      ? 'Too many requests in one minute. Wait a moment, then try again.'
      : data.httpStatus === 400
        ? 'The server did not accept what was sent. Check the values and try again.'
        : 'Something went wrong on the server. It has been logged.');
  return {
    text,
    referenceId: data.referenceId ?? null,
    retry: data.retry ?? data.httpStatus === 429,
    appCode: data.appCode ?? null,
  };
}

export function isSignedOut(error: unknown): boolean {
  return errorMessageOf(error).appCode === 'auth.signed-out';
}

export function mayRetry(error: unknown): boolean {
  return errorMessageOf(error).retry;
}
