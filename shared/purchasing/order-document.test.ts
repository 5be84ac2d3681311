import { expect, test } from 'vitest';
import { documentOf } from './order-document.ts';

const buyer = { name: 'Sample Spirits', locale: 'en-GB', timeZone: 'Europe/London' };
const order: Parameters<typeof documentOf>[0] = {
  number: 'PO-000042',
  status: 'ORDERED',
  supplierName: 'Bottlers',
  requesterName: 'Planner',
  currency: 'EUR',
  total: '1234567.80',
  expectedOn: '2026-07-17',
  orderedOn: '2026-06-30',
  createdAt: '2026-06-01T08:00:00.000Z',
  submittedAt: '2026-06-02T08:00:00.000Z',
  contentHash: 'ab',
  supplier: { code: 'BOT', paymentTermsDays: 30 },
  lines: [
    {
      skuCode: 'RED',
      skuName: 'Red',
      warehouse: 'Thurrock',
      quantity: '1200.5',
      unit: 'litre',
      unitCost: '1.2345',
      lineTotal: '1482.02',
    },
  ],
  chain: [
    { kind: 'approved', by: 'Old', at: '2026-06-02T23:30:00.000Z', authority: 'CFO', lentBy: null, current: false },
    {
      kind: 'approved',
      by: 'Anna',
      at: '2026-06-02T23:30:00.000Z',
      authority: 'DIRECTOR',
      lentBy: 'Ben',
      current: true,
    },
  ],
};

test('amounts, quantities and days are written in the buyer’s locale; only the valid approval counts', () => {
  expect(documentOf(order, buyer)).toMatchObject({
    supplier: 'Bottlers (BOT)',
    warning: null,
    total: '€1,234,567.80',
    lines: [{ quantity: '1,200.5 litre', unitCost: '€1.2345', amount: '€1,482.02' }],
    approval: 'Approved by Anna, Director lent by Ben, on 3 Jun 2026.',
    dated: '2026-06-02T08:00:00.000Z',
  });
  expect(Object.fromEntries(documentOf(order, buyer).facts)).toMatchObject({
    'Ordered on': '30 Jun 2026',
    'Expected on': '17 Jul 2026',
  });
});

test.each(['DRAFT', 'SUBMITTED', 'REJECTED', 'CANCELLED'] as const)('a %s order says that it is none', status => {
  expect(documentOf({ ...order, status }, buyer)).toMatchObject({
    warning: expect.stringMatching(/no valid approval/),
    approval: null,
  });
});
