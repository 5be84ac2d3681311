import type { CatalogEntry } from './catalog-entry.ts';

/** Expected failures of the purchasing room. */
export const purchasingErrors = {
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
  'purchasing.plan-not-ready': {
    transport: 'CONFLICT',
    retry: false,
    userMessage: 'This plan is {status}: orders are made from a completed plan. Wait for it or make a new one.',
  },
  'purchasing.line-covered': {
    transport: 'CONFLICT',
    retry: false,
    userMessage:
      'Nothing is left to order of {line}: of the {planned} planned, orders that this plan does not count hold {orders}. Leave the line out, cancel what is not wanted, or make a new plan once that is approved.',
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
  'purchasing.amount-too-large': {
    transport: 'UNPROCESSABLE_CONTENT',
    retry: false,
    userMessage:
      '{number} would come to {amount} {currency}; an order may come to {most} at most. Lower its quantities.',
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
} as const satisfies Record<string, CatalogEntry>;
