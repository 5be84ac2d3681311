import type { CatalogEntry } from './catalog-entry.ts';

/** Expected failures of the forecasting room. */
export const forecastingErrors = {
  'forecast.history-too-short': {
    transport: 'UNPROCESSABLE_CONTENT',
    retry: false,
    userMessage:
      '{model} needs at least {required} periods of history; this series has {actual}. Choose another model or a longer history.',
  },
  'forecast.invalid-request': {
    transport: 'BAD_REQUEST',
    retry: false,
    userMessage: '{model} cannot forecast this: {reason}.',
  },
  'forecast.failed': {
    transport: 'UNPROCESSABLE_CONTENT',
    retry: false,
    userMessage: '{model} could not be fitted: {reason}. Choose another model, or mend the history.',
  },
  'forecast.history-changed': {
    transport: 'CONFLICT',
    retry: false,
    userMessage:
      'Sales have changed since this comparison was interrupted, so it cannot be finished on the same figures. Start a new one.',
  },
  'forecast.model-not-in-run': {
    transport: 'NOT_FOUND',
    retry: false,
    userMessage: '{model} has no result in this comparison. Choose a model that has one, or compare again.',
  },
  'forecast.value-added-negative': {
    transport: 'UNPROCESSABLE_CONTENT',
    retry: false,
    userMessage:
      '{model} does worse than seasonal naive here: forecast value added is {valueAdded} percentage points of WAPE. Choose another model, or give a reason.',
  },
  'forecast.data-quality-low': {
    transport: 'UNPROCESSABLE_CONTENT',
    retry: false,
    userMessage:
      'The sales behind this forecast are too poor to vouch for it (data quality {score} of 100): {reason} Mend the data, or give a reason.',
  },
  'override.changed': {
    transport: 'CONFLICT',
    retry: false,
    userMessage:
      'The week of {week} was changed after you opened it: its final forecast is now {current}, by {by}. Nothing was saved; compare, then decide again.',
  },
  'override.expired': {
    transport: 'BAD_REQUEST',
    retry: false,
    userMessage: 'The override would expire on {expiresOn}, before today ({day}). Choose a later day.',
  },
  'override.week-closed': {
    transport: 'UNPROCESSABLE_CONTENT',
    retry: false,
    userMessage:
      'The week of {week} cannot be overridden: it is over, or no forecast is published for it. Publish one that reaches it.',
  },
  'override.part-of-channels': {
    transport: 'UNPROCESSABLE_CONTENT',
    retry: false,
    userMessage:
      'Overrides are made for whole SKU × warehouse, and the channels chosen are a part of them. Choose all channels, then override.',
  },
  'override.too-large': {
    transport: 'UNPROCESSABLE_CONTENT',
    retry: false,
    userMessage:
      'This override would set {rows} weeks of single SKUs; at most {most} at once. Choose a narrower selection or fewer weeks.',
  },
  'portfolio.already-running': {
    transport: 'CONFLICT',
    retry: true,
    userMessage: 'A portfolio run is under way already. Wait for its end, or cancel it.',
  },
  'portfolio.run-superseded': {
    transport: 'CONFLICT',
    retry: false,
    userMessage: 'A newer run of the portfolio has forecasts. Show that one and publish from it.',
  },
  'portfolio.publishing': {
    transport: 'CONFLICT',
    retry: true,
    userMessage: 'Forecasts of this run are being published already. Wait for the end of that, or cancel it.',
  },
  'portfolio.nothing-to-publish': {
    transport: 'UNPROCESSABLE_CONTENT',
    retry: false,
    userMessage:
      'None of these series has a forecast of this run that is not published yet. Choose others, or run again.',
  },
  'portfolio.reason-needed': {
    transport: 'UNPROCESSABLE_CONTENT',
    retry: false,
    userMessage:
      'All {count} series chosen do worse than seasonal naive or rest on too few or poor sales, so nothing was published. Give a reason, or choose other series.',
  },
  'forecast.covers-no-week': {
    transport: 'UNPROCESSABLE_CONTENT',
    retry: false,
    userMessage:
      'Orders are planned by weeks, and {horizon} ahead cover no whole week. Compare with a longer horizon, then use that model.',
  },
} as const satisfies Record<string, CatalogEntry>;
