import { type EvaluateInput, type Evaluation, forecasterNames } from '../../shared/contracts/forecast.ts';
import { AppError } from '../../shared/errors.ts';
import { failed, ok, type Result } from '../../shared/result.ts';
import { evaluate } from '../forecasters/evaluate.ts';
import { refusal } from '../forecasters/refusal.ts';
import { forecasters } from '../forecasters/registry.ts';
import type { RunContext } from '../run-context.ts';

/**
 * Back-tests one model on one series and forecasts with it: one trip to a thread for each model.
 *
 * @returns the evaluation, or why there is none: `forecast.invalid-request`, `forecast.history-too-short`,
 *   `forecast.failed`, `request.cancelled`
 */
export function evaluateForecaster(input: EvaluateInput, run: RunContext): Result<Evaluation> {
  const reason = refusal(input);
  if (reason !== null) {
    return failed('forecast.invalid-request', { model: forecasterNames[input.forecasterId] ?? 'The model', reason });
  }
  try {
    return ok(
      evaluate(forecasters[input.forecasterId], input, {
        ...run,
        seed: input.seed,
        ...(input.shared && { shared: input.shared }),
      }),
    );
  } catch (error) {
    if (error instanceof AppError) return failed(error.code, error.details);
    throw error;
  }
}
