import { expect, test } from 'vitest';
import type { DecisionRecord } from '../contracts/decision-record.ts';
import { replayDecision } from '../numerics/replay-decision.ts';
import { editDecision } from './edit-decision.ts';

const record: DecisionRecord = {
  version: 1,
  inputs: [
    { key: 'onHand', value: 80, unit: 'units', source: null, asOf: null },
    { key: 'onOrder', value: 40, unit: 'units', source: null, asOf: null },
    { key: 'backOrdered', value: 0, unit: 'units', source: null, asOf: null },
    { key: 'orderMultiple', value: 12, unit: 'units', source: null, asOf: null },
  ],
  steps: [
    {
      key: 'position',
      formula: 'inventory-position',
      arguments: {
        onHand: { from: 'onHand', value: 80 },
        onOrder: { from: 'onOrder', value: 40 },
        backOrdered: { from: 'backOrdered', value: 0 },
      },
      result: 120,
      unit: 'units',
    },
  ],
  constraints: [
    {
      constraint: 'order-multiple',
      before: 120,
      after: 120,
      changeUnits: 0,
      changeMinor: 0,
      arguments: { orderMultiple: { from: 'orderMultiple', value: 12 } },
    },
  ],
  orderQuantity: 120,
  unitCostMinor: 200,
  lineCostMinor: 24_000,
};
const line = { unitCostMinor: 200, priceBreaks: [] };

test('an edit of the order now is the last step of the record, says who and from what to what, and replays', () => {
  const edited = editDecision(record, line, [{ week: 0, from: 120, to: 240 }], 'Ada Planner', '2026-01-05');
  expect(edited.inputs.at(-1)).toEqual({
    key: 'edit.1.week0',
    value: 240,
    unit: 'units',
    source: 'Edited by Ada Planner from 120 to 240',
    asOf: '2026-01-05',
  });
  expect(edited.constraints.at(-1)).toMatchObject({
    constraint: 'planner-edit',
    before: 120,
    after: 240,
    changeUnits: 120,
    changeMinor: 24_000,
  });
  expect(replayDecision(edited)).toEqual({ orderQuantity: 240, lineCostMinor: 48_000, differences: [] });
});

test('an edit of a later week is recorded and leaves the order now alone', () => {
  const edited = editDecision(record, line, [{ week: 3, from: 0, to: 60 }], 'Ada Planner', '2026-01-05');
  expect(edited.inputs.at(-1)).toMatchObject({ key: 'edit.1.week3', value: 60 });
  expect(edited).toMatchObject({ orderQuantity: 120, constraints: record.constraints });
  expect(replayDecision(edited).differences).toEqual([]);
});

test('edits of an edited plan are kept beside the earlier ones', () => {
  const once = editDecision(record, line, [{ week: 0, from: 120, to: 240 }], 'Ada Planner', '2026-01-05');
  const twice = editDecision(once, line, [{ week: 0, from: 240, to: 0 }], 'Ben Buyer', '2026-01-06');
  expect(twice.inputs.filter(input => input.key.startsWith('edit.')).map(input => input.source)).toEqual([
    'Edited by Ada Planner from 120 to 240',
    'Edited by Ben Buyer from 240 to 0',
  ]);
  expect(replayDecision(twice)).toEqual({ orderQuantity: 0, lineCostMinor: 0, differences: [] });
});
