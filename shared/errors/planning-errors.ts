import type { CatalogEntry } from './catalog-entry.ts';

/** Expected failures of the planning room. */
export const planningErrors = {
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
  'transfer-order.covered': {
    transport: 'CONFLICT',
    retry: false,
    userMessage:
      'Nothing is left to move from {from} to {to} in week {week}: transfers that this plan does not count hold {orders}. Leave it out, cancel what is not wanted, or make a new plan once that has left.',
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
} as const satisfies Record<string, CatalogEntry>;
