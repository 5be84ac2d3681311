import { expect, test } from 'vitest';
import { InventoryProblem } from '../contracts/inventory.ts';
import { buildProblem, type ProblemSettings } from './build-problem.ts';
import { planningGaps } from './planning-gaps.ts';
import type { CompletePair, Rates } from './planning-inputs.ts';
import { coverDays } from './stock-outlook.ts';

const pair: CompletePair = {
  sku: { id: 'sku', code: 'RED-EU', name: 'Red EU', shelfLifeDays: null, shelfLifeSource: null },
  warehouse: { id: 'warehouse', code: 'EU', name: 'EU warehouse', capacityUnits: 9000 },
  stock: { onHand: 100, backOrdered: 4, asOf: '2026-11-20', source: 'Counted by A' },
  policy: {
    service: { measure: 'fill', target: 0.97 },
    reviewPeriodDays: 7,
    holdingRatePerYear: 0.2,
    source: 'Set by B',
  },
  openOrders: [
    { kind: 'purchase', orderId: 'order-1', number: 'PO-1', quantity: 10, expectedOn: '2026-11-01' },
    { kind: 'purchase', orderId: 'order-2', number: 'PO-2', quantity: 20, expectedOn: '2026-12-07' },
    { kind: 'purchase', orderId: 'order-3', number: 'PO-3', quantity: 30, expectedOn: null },
  ],
  terms: {
    supplier: {
      id: 'supplier',
      code: 'RHINE',
      name: 'Rhine Filling',
      currency: 'EUR',
      leadTimeDays: 28,
      leadTimeDeviationDays: 5,
      leadTimeSource: 'Measured on 9 deliveries up to 2026-11-20',
      orderCost: '220.00',
      minimumOrderValue: '8000.01',
      source: 'Assumption',
      capacity: { usualUnits: null, otherWeeks: [], orderedThisWeek: 0 },
      capacitySource: 'Assumption',
    },
    unitCost: '3.4567',
    priceBreaks: [],
    minimumOrderQuantity: 270,
    orderMultiple: 9,
    source: 'Price list',
  },
  forecast: {
    id: 'forecast',
    version: 3,
    model: 'Theta',
    publishedOn: '2026-11-21',
    firstPeriod: '2026-11-23',
    mean: [50, 60],
    errorDeviation: [5, 6],
  },
};
const rates: Rates = new Map([['EUR', { gbpPerUnit: '0.8466', day: '2026-11-20', source: 'Central bank' }]]);
const settings: ProblemSettings = {
  planningDate: '2026-11-23',
  weeks: 2,
  cashNow: '25000.50',
  budget: null,
  workingCapital: '40000',
  minimumFillRate: 0.9,
  method: 'optimise',
  timeLimitSeconds: 10,
  gapTarget: 0.01,
};

test('amounts become pence at the stored rate, exactly', () => {
  const problem = InventoryProblem.parse(buildProblem([pair], [], rates, settings));
  const [line] = problem.lines;
  expect(line?.unitCostMinor).toBe(292.644222); // 345.67 × 0.8466
  expect(problem.suppliers).toEqual([
    { id: 'RHINE', orderCostMinor: 18625, minimumOrderValueMinor: 677_281, capacityByWeek: null },
  ]);
  expect(problem.limits).toEqual({
    cashTotalMinor: null,
    cashByWeekMinor: [2_500_050, null],
    workingCapitalByWeekMinor: [4_000_000, 4_000_000],
    minimumFillRate: 0.9,
  });
  expect(problem.warehouses).toEqual([{ id: 'EU', volumeCapacity: 9000 }]);
});

test('price breaks, shelf life and capacity enter with their sources; what is not entered does not', () => {
  const { terms, sku } = pair;
  const supplier = {
    ...terms.supplier,
    capacity: { usualUnits: 700, otherWeeks: [{ firstDay: '2026-11-30', units: 0 }], orderedThisWeek: 60 },
    capacitySource: 'Letter of May, less 60 ordered this week',
  };
  const priceBreaks = [
    { minimumQuantity: 540, unitCost: '3.3' },
    { minimumQuantity: 1080, unitCost: '3.1111' },
  ];
  const full: CompletePair = {
    ...pair,
    sku: { ...sku, shelfLifeDays: 120, shelfLifeSource: 'Statement: label' },
    terms: { ...terms, supplier, priceBreaks },
  };
  const problem = InventoryProblem.parse(buildProblem([full], [], rates, settings));
  expect(problem.items).toEqual([{ id: 'RED-EU', unitVolume: 1, shelfLifeDays: 120 }]);
  expect(problem.suppliers[0]?.capacityByWeek).toEqual([640, 0]);
  const [line] = problem.lines;
  expect(line?.priceBreaks).toEqual([
    { minimumQuantity: 540, unitCostMinor: 279.378 }, // 330 × 0.8466
    { minimumQuantity: 1080, unitCostMinor: 263.385726 },
  ]);
  expect(line?.sources).toMatchObject({
    priceBreaks: {
      source: 'Rhine Filling, Red EU: Price list (EUR 3.3 from 540, 3.1111 from 1080 at £0.8466, Central bank)',
      asOf: '2026-11-20',
    },
    shelfLifeDays: { source: 'Red EU: Statement: label' },
    'supplier-capacity': { source: 'Rhine Filling: Letter of May, less 60 ordered this week' },
  });
  const bare = buildProblem([pair], [], rates, settings);
  expect(bare.items).toEqual([{ id: 'RED-EU', unitVolume: 1, shelfLifeDays: null }]);
  expect(bare.lines[0]?.priceBreaks).toEqual([]);
  expect(Object.keys(bare.lines[0]!.sources)).not.toContain('shelfLifeDays');
});

test('every input names its source, a converted price its rate and day', () => {
  const [line] = buildProblem([pair], [], rates, settings).lines;
  expect(line?.sources.unitCostMinor).toEqual({
    source: 'Rhine Filling, Red EU: Price list (EUR 3.4567 at £0.8466, Central bank)',
    asOf: '2026-11-20',
  });
  expect(line?.sources.demand).toEqual({ source: 'Published forecast, version 3, Theta', asOf: '2026-11-21' });
  expect(line?.sources.leadTimeDays?.source).toBe('Rhine Filling: Measured on 9 deliveries up to 2026-11-20');
  expect(line?.sources.onOrder?.source).toBe('Purchase orders PO-1, PO-2, PO-3');
});

test('a transfer on its way is told from purchase orders', () => {
  const inTransit = { kind: 'transfer', orderId: 'transfer-1', number: 'TO-1', quantity: 5, expectedOn: null } as const;
  const sourceOf = (openOrders: CompletePair['openOrders']) =>
    buildProblem([{ ...pair, openOrders }], [], rates, settings).lines[0]?.sources.onOrder?.source;
  expect(sourceOf([...pair.openOrders.slice(0, 1), inTransit])).toBe('Purchase orders PO-1; Transfers TO-1');
  expect(sourceOf([inTransit])).toBe('Transfers TO-1');
  expect(sourceOf([])).toBe('No open purchase order');
});

test('open orders fall due by week: overdue ones now, undated ones after the lead time', () => {
  const [line] = buildProblem([pair], [], rates, settings).lines;
  expect(line?.onOrder).toEqual([
    { quantity: 10, dueWeek: 0 },
    { quantity: 20, dueWeek: 2 },
    { quantity: 30, dueWeek: 4 },
  ]);
});

test('a lane is taken where the plan holds both of its warehouses, its costs in pence', () => {
  const lane = { fromWarehouseCode: 'EU', leadTimeDays: 9, unitCost: '0.1234', shipmentCost: '20.50' };
  const toUk = { ...pair, warehouse: { ...pair.warehouse, id: 'other', code: 'UK' } };
  const lanes = ['UK', 'US'].map(toWarehouseCode => ({ ...lane, toWarehouseCode }));
  expect(InventoryProblem.parse(buildProblem([pair, toUk], lanes, rates, settings)).lanes).toEqual([
    {
      fromWarehouseId: 'EU',
      toWarehouseId: 'UK',
      leadTimeDays: 9,
      unitCostMinor: 12.34,
      vehicleCostMinor: 2050,
      vehicleVolume: null,
    },
  ]);
});

test('each missing input is a gap of its own, named after SKU and warehouse', () => {
  expect(planningGaps(pair, rates, '2026-11-23', 2)).toEqual([]);
  const bare = { ...pair, stock: null, policy: null, forecast: null, terms: null };
  expect(planningGaps(bare, rates, '2026-11-23', 2).map(gap => gap.kind)).toEqual([
    'forecast',
    'stock',
    'policy',
    'terms',
  ]);
  expect(planningGaps(pair, new Map(), '2026-11-23', 3)).toEqual([
    {
      kind: 'forecast-length',
      skuId: 'sku',
      warehouseId: 'warehouse',
      message:
        'The published forecast of Red EU in EU warehouse covers 2 of the 3 weeks. Publish a longer one or plan fewer weeks.',
    },
    expect.objectContaining({ kind: 'exchange-rate', message: expect.stringContaining('bought in EUR') }),
  ]);
});

test('cover counts days until the expected demand has used the units up', () => {
  expect(coverDays(105, [70, 140])).toBe(7 + 1.75);
  expect(coverDays(0, [70])).toBe(0);
  expect(coverDays(-5, [70])).toBe(0);
  expect(coverDays(210, [70, 140])).toBeNull();
});

test('the source of demand says how a forecast in other periods came to weeks', () => {
  const sourceOf = (period: 'day' | 'week' | 'month') => {
    const of = { ...pair, forecast: { ...pair.forecast, period } };
    return buildProblem([of], [], rates, settings).lines[0]!.sources.demand!.source;
  };
  expect(sourceOf('day')).toContain('Theta, days added to weeks');
  expect(sourceOf('month')).toContain('Theta, months shared out to weeks by days');
  expect(sourceOf('week')).toMatch(/Theta$/);
});
