import { expect, test } from 'vitest';
import { transferRules, transferStatuses } from './planning/transfer-states.ts';
import { orderRules, orderStatuses } from './purchasing/order-states.ts';

test('a purchase order is edited as a draft, decided once, ordered when approved, and ends received or cancelled', () => {
  const possible = (step: Parameters<typeof orderRules.possible>[0]) =>
    orderStatuses.filter(status => orderRules.possible(step, status));
  expect(possible('edit')).toEqual(['DRAFT']);
  expect(possible('submit')).toEqual(['DRAFT']);
  expect(possible('approve')).toEqual(['SUBMITTED']);
  expect(possible('reject')).toEqual(['SUBMITTED']);
  expect(possible('reopen')).toEqual(['SUBMITTED', 'APPROVED', 'REJECTED']);
  expect(possible('mark-ordered')).toEqual(['APPROVED']);
  expect(possible('receive')).toEqual(['ORDERED']);
  expect(possible('cancel')).toEqual(['DRAFT', 'SUBMITTED', 'APPROVED', 'REJECTED', 'ORDERED']);
});

test('a transfer is dispatched once, received after that, and cancelled until it is received', () => {
  const possible = (step: Parameters<typeof transferRules.possible>[0]) =>
    transferStatuses.filter(status => transferRules.possible(step, status));
  expect(possible('dispatch')).toEqual(['DRAFT']);
  expect(possible('receive')).toEqual(['DISPATCHED']);
  expect(possible('cancel')).toEqual(['DRAFT', 'DISPATCHED']);
});

test('a refusal says what the document is, what the step needs and what to do instead', () => {
  expect(() => transferRules.require('dispatch', { number: 'TO-000001', status: 'DISPATCHED' })).toThrow(
    'TO-000001 is dispatched; this step needs it to be draft. It is on its way: receive it',
  );
  expect(() => orderRules.require('reopen', { number: 'PO-000001', status: 'ORDERED' })).toThrow(
    'PO-000001 is ordered; this step needs it to be submitted or rejected or approved. It is with the supplier',
  );
  expect(() => orderRules.require('submit', { number: 'PO-000001', status: 'DRAFT' })).not.toThrow();
});
