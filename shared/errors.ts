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
  'request.foreign-origin': {
    transport: 'FORBIDDEN',
    retry: false,
    userMessage: 'This call came from a page of another site ({origin}) and was refused.',
  },
  'request.cancelled': { transport: 'CLIENT_CLOSED_REQUEST', retry: false, userMessage: 'Cancelled.' },
  'entity.not-found': { transport: 'NOT_FOUND', retry: false, userMessage: '{entity} {id} does not exist here.' },
  'entity.changed': {
    transport: 'CONFLICT',
    retry: true,
    userMessage: 'Someone changed {entity} {id} after you opened it. Reload to see their change, then repeat yours.',
  },
  'catalogue.code-taken': {
    transport: 'CONFLICT',
    retry: false,
    userMessage: 'The {kind} {name} has the code {code} already. Choose another code.',
  },
  'pool.saturated': {
    transport: 'SERVICE_UNAVAILABLE',
    retry: true,
    userMessage: 'All calculation threads are busy and the waiting list is full. Try again in a minute.',
  },
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
    userMessage: '{model} could not be fitted: {reason}.',
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
  'stock-out.overlaps': {
    transport: 'CONFLICT',
    retry: false,
    userMessage: '{sku} has a stock-out there from {from} to {to} already. Change that one, or choose other days.',
  },
  'stock-out.in-future': {
    transport: 'BAD_REQUEST',
    retry: false,
    userMessage: 'A stock-out is entered once it has been seen: {day} is after today ({today}).',
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
  'sales.none': {
    transport: 'UNPROCESSABLE_CONTENT',
    retry: false,
    userMessage: 'There are no sales of {selection}. Import them, or choose another product, region or channel.',
  },
  'sales.period-not-recorded': {
    transport: 'UNPROCESSABLE_CONTENT',
    retry: false,
    userMessage:
      'The sales of {selection} cannot be summed by {period}: they are recorded so that only {recorded} is possible. Choose that.',
  },
  'forecast.covers-no-week': {
    transport: 'UNPROCESSABLE_CONTENT',
    retry: false,
    userMessage:
      'Orders are planned by weeks, and {horizon} ahead cover no whole week. Compare with a longer horizon, then use that model.',
  },
  'numerics.out-of-domain': {
    transport: 'BAD_REQUEST',
    retry: false,
    userMessage: '{name} must be {requirement}; it is {actual}.',
  },
  'plan.nothing-to-plan': {
    transport: 'UNPROCESSABLE_CONTENT',
    retry: false,
    userMessage: 'No SKU and warehouse match this choice, so there is nothing to plan. Widen the filters.',
  },
  'plan.inputs-missing': {
    transport: 'UNPROCESSABLE_CONTENT',
    retry: false,
    userMessage: 'Inputs are missing for {count} SKU × warehouse. {first} Or plan without them.',
  },
  'plan.not-editable': {
    transport: 'CONFLICT',
    retry: false,
    userMessage: 'This plan is {status}: only a completed plan can be edited or compared. Choose or make another one.',
  },
  'plan.nothing-edited': {
    transport: 'UNPROCESSABLE_CONTENT',
    retry: false,
    userMessage: 'No quantity differs from the plan that was edited. Change at least one.',
  },
  'plan.edit-outside': {
    transport: 'UNPROCESSABLE_CONTENT',
    retry: false,
    userMessage: 'Week {week} of {line} is no part of this plan of {weeks} weeks. Reload the plan and edit again.',
  },
  'plan.problem-invalid': {
    transport: 'UNPROCESSABLE_CONTENT',
    retry: false,
    userMessage: 'No plan can be made: {where} {problem}. {mend}',
  },
  'supplier.code-taken': {
    transport: 'CONFLICT',
    retry: false,
    userMessage: 'Another supplier already has the code {code}. Choose another code.',
  },
  'supplier.term-exists': {
    transport: 'CONFLICT',
    retry: false,
    userMessage: '{supplier} already has terms for {sku}. Edit those.',
  },
  'supplier.price-breaks-invalid': {
    transport: 'UNPROCESSABLE_CONTENT',
    retry: false,
    userMessage:
      'The price breaks of {sku} from {supplier} must rise in quantity and fall in price. From {quantity}: {problem}',
  },
  'supplier.capacity-exists': {
    transport: 'CONFLICT',
    retry: false,
    userMessage: '{supplier} already has a capacity for the week of {firstDay}. Change that one.',
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
  'purchasing.plan-not-ready': {
    transport: 'CONFLICT',
    retry: false,
    userMessage: 'This plan is {status}: orders are made from a completed plan. Wait for it or make a new one.',
  },
  'purchasing.nothing-to-order': {
    transport: 'UNPROCESSABLE_CONTENT',
    retry: false,
    userMessage: 'The plan orders nothing of {line}. Leave that line out.',
  },
  'purchasing.line-already-ordered': {
    transport: 'CONFLICT',
    retry: false,
    userMessage:
      '{line} of this plan is already on {number}, made by {requester}. Leave that line out, or have that order cancelled first.',
  },
  'purchasing.state-forbids': {
    transport: 'CONFLICT',
    retry: false,
    userMessage: '{number} is {status}; this step needs it to be {required}. {mend}',
  },
  'purchasing.not-requester': {
    transport: 'FORBIDDEN',
    retry: false,
    userMessage: '{number} is a request of {requester}: only they may change, submit or reopen it. Ask them.',
  },
  'purchasing.no-lines': {
    transport: 'UNPROCESSABLE_CONTENT',
    retry: false,
    userMessage: '{number} would have no line left. Keep one, or cancel the order.',
  },
  'purchasing.quantity-not-orderable': {
    transport: 'UNPROCESSABLE_CONTENT',
    retry: false,
    userMessage:
      '{quantity} of {line} cannot be ordered: {supplier} sells at least {minimum} in multiples of {multiple}. Use {suggestion}.',
  },
  'purchasing.not-supplied': {
    transport: 'UNPROCESSABLE_CONTENT',
    retry: false,
    userMessage: '{supplier} has no terms for {line}. Remove the line, or enter the terms with the supplier.',
  },
  'purchasing.price-changed': {
    transport: 'CONFLICT',
    retry: false,
    userMessage:
      '{supplier} asks {price} for {quantity} of {line} now, not {drafted} as in the draft. Edit the lines and save them to take the new price.',
  },
  'purchasing.below-minimum-value': {
    transport: 'UNPROCESSABLE_CONTENT',
    retry: false,
    userMessage:
      '{number} comes to {total}; {supplier} takes orders from {minimum}. Raise quantities or add lines to one order.',
  },
  'purchasing.rate-missing': {
    transport: 'UNPROCESSABLE_CONTENT',
    retry: false,
    userMessage:
      'There is no exchange rate from {currency} to GBP on or before {today}, so no limit can be checked. An administrator can enter it under Admin, Exchange rates.',
  },
  'purchasing.rate-stale': {
    transport: 'UNPROCESSABLE_CONTENT',
    retry: false,
    userMessage:
      'The newest exchange rate from {currency} to GBP is of {day}, older than the {days} days allowed on {today}. An administrator can enter a newer one under Admin, Exchange rates.',
  },
  'purchasing.content-changed': {
    transport: 'CONFLICT',
    retry: false,
    userMessage:
      '{number} no longer says what was {decided}: an approval holds only for exactly the content it was given to. Reopen it and submit it again.',
  },
  'purchasing.not-approved': {
    transport: 'CONFLICT',
    retry: false,
    userMessage: '{number} carries no approval for what it says now. Reopen it and submit it again.',
  },
  'purchasing.nothing-received': {
    transport: 'BAD_REQUEST',
    retry: false,
    userMessage: 'Enter what arrived of at least one line of {number}, or close the order without it.',
  },
  'purchasing.receipt-too-large': {
    transport: 'UNPROCESSABLE_CONTENT',
    retry: false,
    userMessage:
      'Of {line} only {open} of {quantity} are still to come; {received} were entered. Enter at most {open} and count the rest as a stock correction.',
  },
  'purchasing.receipt-day': {
    transport: 'UNPROCESSABLE_CONTENT',
    retry: false,
    userMessage: 'A receipt of {number} must be between {from}, when it was {sent}, and {to}; {day} is not.',
  },
  'purchasing.already-received': {
    transport: 'CONFLICT',
    retry: false,
    userMessage: 'Part of {number} has arrived, so it cannot be cancelled. Close it with what arrived instead.',
  },
  'purchasing.rate-out-of-range': {
    transport: 'UNPROCESSABLE_CONTENT',
    retry: false,
    userMessage: '{value} GBP for one {currency} on {day} is not usable: {problem}.',
  },
  'approval.own-request': {
    transport: 'FORBIDDEN',
    retry: false,
    userMessage: '{number} is your own request: someone else must decide on it.',
  },
  'approval.delegators-request': {
    transport: 'FORBIDDEN',
    retry: false,
    userMessage:
      '{number} was requested by {delegator}, whose authority you hold by delegation: someone else must decide on it.',
  },
  'approval.role-too-low': {
    transport: 'FORBIDDEN',
    retry: false,
    userMessage: '{name} no longer has a role that may decide on {number}. An administrator can change that.',
  },
  'approval.no-authority': {
    transport: 'FORBIDDEN',
    retry: false,
    userMessage: 'You hold no approval authority, so you cannot decide on {number}. {who}',
  },
  'approval.delegation-expired': {
    transport: 'FORBIDDEN',
    retry: false,
    userMessage:
      'The authority that {delegator} lent you ended at {ended}, so you cannot decide on {number}. {delegator} can renew it or decide. {who}',
  },
  'approval.over-limit': {
    transport: 'FORBIDDEN',
    retry: false,
    userMessage:
      '{number} is above your limit: orders of {requester} with {supplier} within seven days come to {amount}, the {authority} limit is {limit} (inclusive), {excess} too much. {who}',
  },
  'users.own-authority': {
    transport: 'FORBIDDEN',
    retry: false,
    userMessage: 'Nobody changes their own role or approval authority. Ask another administrator.',
  },
  'transfer-lane.exists': {
    transport: 'CONFLICT',
    retry: false,
    userMessage: 'There is a lane from {from} to {to} already. Edit that.',
  },
  'transfer-order.not-proposed': {
    transport: 'UNPROCESSABLE_CONTENT',
    retry: false,
    userMessage: 'This plan moves nothing from {from} to {to} in its week {week}. Reload the plan and choose again.',
  },
  'transfer-order.already-made': {
    transport: 'CONFLICT',
    retry: false,
    userMessage:
      'The shipment from {from} to {to} in week {week} of this plan is {number} already, made by {maker}. Leave it out, or have that one cancelled first.',
  },
  'transfer-order.state-forbids': {
    transport: 'CONFLICT',
    retry: false,
    userMessage: '{number} is {status}; this step needs it to be {required}. {mend}',
  },
  'transfer-order.nothing-dispatched': {
    transport: 'BAD_REQUEST',
    retry: false,
    userMessage: 'Enter what leaves of at least one line of {number}, or cancel it.',
  },
  'transfer-order.dispatch-too-large': {
    transport: 'UNPROCESSABLE_CONTENT',
    retry: false,
    userMessage: '{number} is to move {quantity} of {name}; {entered} were entered. Dispatch at most {quantity}.',
  },
  'stock.too-little': {
    transport: 'UNPROCESSABLE_CONTENT',
    retry: false,
    userMessage:
      'Of {name} {onHand} are on hand, and {quantity} are to leave. Send at most {onHand}, or enter a new count of the stock first.',
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
    userMessage: 'You hold no approval authority of your own that you could lend.',
  },
  'users.delegation-refused': {
    transport: 'UNPROCESSABLE_CONTENT',
    retry: false,
    userMessage: 'The authority was not lent: {problem}.',
  },
  'import.file-empty': {
    transport: 'UNPROCESSABLE_CONTENT',
    retry: false,
    userMessage: 'The file is empty. Export it again.',
  },
  'import.file-too-large': {
    transport: 'PAYLOAD_TOO_LARGE',
    retry: false,
    userMessage: 'The file is larger than {limitMegabytes} MB. Split it, for example by year.',
  },
  'import.too-large': {
    transport: 'UNPROCESSABLE_CONTENT',
    retry: false,
    userMessage: 'The file has {what} than can be read at once; the limit is {limit}. Split it.',
  },
  'import.upload-heading': {
    transport: 'BAD_REQUEST',
    retry: false,
    userMessage: 'The upload does not begin with a line of JSON that names the batch, the file and its size: {problem}',
  },
  'import.upload-broken': {
    transport: 'BAD_REQUEST',
    retry: true,
    userMessage: 'The upload broke off: {received} of {expected} bytes arrived. Send the file again.',
  },
  'import.not-a-table': {
    transport: 'UNPROCESSABLE_CONTENT',
    retry: false,
    userMessage: 'This is {kind}, not a table in text form. {mend}',
  },
  'import.encoding': {
    transport: 'UNPROCESSABLE_CONTENT',
    retry: false,
    userMessage: 'Line {line} is not valid {encoding}. Choose another encoding, or save the file as UTF-8.',
  },
  'import.one-column': {
    transport: 'UNPROCESSABLE_CONTENT',
    retry: false,
    userMessage:
      'No comma, semicolon, tab or bar divides the lines into columns. Save the file as CSV with one of them.',
  },
  'import.malformed': {
    transport: 'UNPROCESSABLE_CONTENT',
    retry: false,
    userMessage: 'Line {line}: {problem}. {mend}',
  },
  'import.no-rows': {
    transport: 'UNPROCESSABLE_CONTENT',
    retry: false,
    userMessage: 'The file has a header (line {line}) and no row below it. Export it again with its rows.',
  },
  'import.column-missing': {
    transport: 'UNPROCESSABLE_CONTENT',
    retry: false,
    userMessage: 'No column is chosen for the {field}. Choose one of: {header}.',
  },
  'import.ambiguous': {
    transport: 'UNPROCESSABLE_CONTENT',
    retry: false,
    userMessage: 'The values of {column} {problem}: {examples}. Choose {choice}.',
  },
  'import.wrong-status': {
    transport: 'CONFLICT',
    retry: false,
    userMessage: 'This import is {status}, so that it cannot be {action}. Reload to see where it stands.',
  },
  'import.nothing-valid': {
    transport: 'UNPROCESSABLE_CONTENT',
    retry: false,
    userMessage: 'None of the rows can be imported. Correct the mapping or the rows first.',
  },
  'alias.target-unknown': {
    transport: 'BAD_REQUEST',
    retry: false,
    userMessage: 'There is no such {kind} here. Reload and choose again.',
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
