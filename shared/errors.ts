import { dataErrors } from './errors/data-errors.ts';
import { forecastingErrors } from './errors/forecasting-errors.ts';
import { planningErrors } from './errors/planning-errors.ts';
import { purchasingErrors } from './errors/purchasing-errors.ts';
import { requestErrors } from './errors/request-errors.ts';
import { workspaceErrors } from './errors/workspace-errors.ts';

/** Every expected failure of the product. A bug is not listed: it throws and stays a 500. */
export const errorCatalog = {
  ...requestErrors,
  ...dataErrors,
  ...forecastingErrors,
  ...planningErrors,
  ...purchasingErrors,
  ...workspaceErrors,
} as const;

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
