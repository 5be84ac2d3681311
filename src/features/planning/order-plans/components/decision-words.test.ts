import { expect, test } from 'vitest';
import type { DecisionRecord } from '../../../../../shared/contracts/decision-record.ts';
import { editDecision } from '../../../../../shared/planning/edit-decision.ts';
import { createFormat } from '../../../../client/format.ts';
import { constraintWords, figureText, formulaWords, inputWords } from './decision-words.ts';
import { distributionName, distributionWords } from './distribution-words.ts';

const format = createFormat({ locale: 'en-GB', timeZone: 'Europe/London' });

const record: DecisionRecord = {
  version: 1,
  inputs: [
    { key: 'onHand', value: 6500, unit: 'units', source: 'Stock count: A', asOf: '2016-05-29' },
    { key: 'onOrder', value: 0, unit: 'units', source: null, asOf: null },
    { key: 'backOrdered', value: 45, unit: 'units', source: null, asOf: null },
    { key: 'unitCostMinor', value: 550.8, unit: 'minor/unit', source: 'Price list', asOf: null },
    { key: 'holdingRatePerYear', value: 0.2, unit: 'share/year', source: 'Policy', asOf: null },
    { key: 'demand.mean.0', value: 1843.4, unit: 'units/week', source: 'Forecast', asOf: '2016-05-29' },
    { key: 'demand.mean.1', value: 2195, unit: 'units/week', source: 'Forecast', asOf: '2016-05-29' },
  ],
  steps: [
    {
      key: 'position',
      formula: 'inventory-position',
      arguments: {
        onHand: { from: 'onHand', value: 6500 },
        onOrder: { from: 'onOrder', value: 0 },
        backOrdered: { from: 'backOrdered', value: 45 },
      },
      result: 6455,
      unit: 'units',
    },
    {
      key: 'holdingCost',
      formula: 'holding-cost-per-year',
      arguments: {
        unitCostMinor: { from: 'unitCostMinor', value: 550.8 },
        holdingRatePerYear: { from: 'holdingRatePerYear', value: 0.2 },
      },
      result: 110.16,
      unit: 'minor/unit/year',
    },
    { key: 'instant.reorderPoint', formula: 'reorder-point', arguments: {}, result: 1, unit: 'units' },
  ],
  constraints: [
    { constraint: 'order-multiple', before: 100.5, after: 108, changeUnits: 7.5, changeMinor: 4131, arguments: {} },
    { constraint: 'cash-week', before: 108, after: 54, changeUnits: -54, changeMinor: -29743, arguments: {} },
    { constraint: 'cash-total', before: 54, after: 54, changeUnits: 0, changeMinor: 0, arguments: {} },
  ],
  orderQuantity: 54,
  unitCostMinor: 550.8,
  lineCostMinor: 29743,
};

/** Figures stay on one line by no-break spaces. */
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

test('figures carry their unit; pence are pounds', () => {
  expect(plain(figureText(27_200, 'minor/order', format, 'litres'))).toBe('£272.00 a order');
  expect(plain(figureText(0.97, 'share', format, 'litres'))).toBe('97.0%');
  expect(plain(figureText(12.25, 'units', format, 'litres'))).toBe('12.3 litres');
  expect(plain(figureText(49, 'days', format, 'litres'))).toBe('49 days');
});

test('inputs name their source and day; the weeks of the forecast stand together', () => {
  const words = inputWords(record, format, 'litres');
  expect(words[0]).toEqual({
    label: 'Forecast, weeks 1 to 2, litres a week',
    value: '1,843 · 2,195',
    source: 'Forecast, 29 May 2016',
  });
  expect(words.map(word => word.label)).not.toContain('demand.mean.0');
  expect(words.find(word => word.label === 'On hand')).toMatchObject({ source: 'Stock count: A, 29 May 2016' });
});

test('price breaks, shelf life and the capacity of the supplier are inputs with their figures', () => {
  const from = { source: 'Price list', asOf: null };
  const inputs = [
    { key: 'breakQuantity.0', value: 600, unit: 'units', ...from },
    { key: 'breakPriceMinor.0', value: 540, unit: 'minor/unit', ...from },
    { key: 'shelfLifeDays', value: 120, unit: 'days', ...from },
    { key: 'limit.supplier-capacity', value: 9000, unit: 'units', ...from },
    { key: 'granted.supplier-capacity', value: 54, unit: 'units', ...from },
  ];
  expect(
    inputWords({ ...record, inputs }, format, 'litres').map(({ label, value }) => `${label}: ${plain(value)}`),
  ).toEqual([
    'Price break 1, from: 600 litres',
    'Unit cost at price break 1: £5.40 a unit',
    'Shelf life: 120 days',
    'Supplier’s capacity this week, all its SKUs: 9,000 litres',
  ]);
});

test('formulas are written out with their numbers; comparisons stay out', () => {
  expect(formulaWords(record, format, 'litres').map(plain)).toEqual([
    'Inventory position: 6,500 + 0 − 45 = 6,455 litres',
    'Cost of holding one unit for a year: £5.51 × 20.0% = £1.10 a unit and year',
  ]);
});

test('each constraint says what it did, also when it did nothing', () => {
  expect(constraintWords(record, format).map(({ title, effect, amount }) => [title, effect, amount])).toEqual([
    ['Order multiple', 'raised the order from 100.5 to 108', '+£41'],
    ['Cash limit of the week', 'cut the order from 108 to 54', '-£297'],
    ['Budget of the horizon', 'left the order at 54', '£0'],
  ]);
});

test('an edit by hand is an input that says who changed it, and a step that says what it did', () => {
  const edited = editDecision(
    record,
    { unitCostMinor: 550.8, priceBreaks: [] },
    [{ week: 0, from: record.orderQuantity, to: record.orderQuantity + 60 }],
    'Ada Planner',
    '2016-05-30',
  );
  expect(inputWords(edited, format, 'litres').at(-1)).toMatchObject({
    label: 'Order of week 1, edited',
    source: expect.stringContaining(`Edited by Ada Planner from ${record.orderQuantity} to`),
  });
  expect(constraintWords(edited, format).at(-1)).toMatchObject({
    title: 'Edited by hand',
    effect: expect.stringMatching(/^raised the order from/),
  });
});

test('quantiles of the forecast stand together by probability; a week without one is left out', () => {
  const from = { unit: 'units/week', source: 'Forecast', asOf: null };
  const inputs = [
    { ...from, key: 'demand.probability.0.9', value: 0.9, unit: 'share' },
    { ...from, key: 'demand.quantile.0.9.0', value: 2600 },
    { ...from, key: 'demand.quantile.0.9.2', value: 2900 },
    { ...from, key: 'demand.probability.0.1', value: 0.1, unit: 'share' },
    { ...from, key: 'demand.quantile.0.1.0', value: 1200 },
    { ...from, key: 'demand.quantile.0.1.1', value: 1300 },
  ];
  expect(inputWords({ ...record, inputs }, format, 'litres').map(({ label, value }) => `${label}: ${value}`)).toEqual([
    '10.0% quantile of the forecast, weeks 1 to 2, litres a week: 1,200 · 1,300',
    '90.0% quantile of the forecast, weeks 1, 3, litres a week: 2,600 · 2,900',
  ]);
});

test('a line says which distribution priced its service', () => {
  expect([null, 0.01, 1.3, -0.4].map(distributionName)).toEqual([
    'Normal error',
    'Even bands',
    'Skewed bands',
    'Skewed bands',
  ]);
  expect(distributionWords(null, format)).toContain('normal forecast error');
  expect(distributionWords(1.3, format)).toContain('skewness 1.3: demand far above the forecast is likelier');
});
