import type { ErrorCode } from './errors.ts';

/** What a task answers: an error thrown in a worker thread loses its code on the way, so failures travel as data. */
export type Result<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly code: ErrorCode; readonly details: Record<string, unknown> };

export function ok<Value>(value: Value): Result<Value> {
  return { ok: true, value };
}

export function failed(code: ErrorCode, details: Record<string, unknown> = {}): Result<never> {
  return { ok: false, code, details };
}
