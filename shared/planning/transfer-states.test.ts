import { expect, test } from 'vitest';
import { requireTransferStep, transferStatuses, transferStepPossible } from './transfer-states.ts';

test('a transfer is dispatched once, received after that, and cancelled until it is received', () => {
  const possible = (step: Parameters<typeof transferStepPossible>[0]) =>
    transferStatuses.filter(status => transferStepPossible(step, status));
  expect(possible('dispatch')).toEqual(['DRAFT']);
  expect(possible('receive')).toEqual(['DISPATCHED']);
  expect(possible('cancel')).toEqual(['DRAFT', 'DISPATCHED']);
});

test('a refusal says what the transfer is and what to do instead', () => {
  expect(() => requireTransferStep('dispatch', { number: 'TO-000001', status: 'DISPATCHED' })).toThrow(
    'TO-000001 is dispatched; this step needs it to be draft. It is on its way: receive it',
  );
});
