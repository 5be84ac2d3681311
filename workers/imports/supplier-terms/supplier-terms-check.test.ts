import { describe, expect, test } from 'vitest';
import type { ImportLookups, ImportMapping } from '../../../shared/contracts/import-file.ts';
import { fieldsOf } from '../../../shared/contracts/import-kinds.ts';
import { toCsv } from '../../../shared/csv.ts';
import { userMessageOf } from '../../../shared/errors.ts';
import { checkImportFile } from '../../tasks/check-import-file.ts';
import { inspectImportFile } from '../../tasks/inspect-import-file.ts';
import type { TermRow } from './check-term-row.ts';

const sku = (code: string) => ({ id: `id of ${code}`, code, regionCode: 'UK', currency: 'GBP' });
const supplier = (code: string, name: string, currency: string) => ({ id: `id of ${code}`, code, name, currency });
const north = supplier('NORTH', 'Northern Mills', 'GBP');
const rhine = supplier('RHINE', 'Rheinglas', 'EUR');
const lookups: ImportLookups = {
  skus: new Map([
    ['red-uk', sku('RED-UK')],
    ['gold-uk', sku('GOLD-UK')],
  ]),
  channels: new Map(),
  suppliers: new Map([
    ['north', north],
    ['northern mills', north],
    ['rhine', rhine],
  ]),
  terms: new Map([
    [
      'id of NORTH id of GOLD-UK',
      { minimumOrderQuantity: 120, priceBreaks: [{ minimumQuantity: 600, unitCost: '1.9' }] },
    ],
  ]),
};

function checkFile(text: string, change: Partial<ImportMapping> = {}) {
  const bytes = new TextEncoder().encode(text);
  const inspection = inspectImportFile({ kind: 'SUPPLIER_TERMS', bytes, encoding: null, delimiter: null });
  if (!inspection.ok) throw new Error(inspection.code);
  const mapping = { ...inspection.value.mapping, fixedSource: 'Statement: prices.csv', ...change };
  const check = checkImportFile(
    { kind: 'SUPPLIER_TERMS', bytes, mapping, lookups, today: '2016-05-29', weekStartsOn: 0 },
    { seed: 0, progress: () => {}, cancelled: () => false },
  );
  if (!check.ok) return { refusal: userMessageOf(check.code, check.details), rows: [], notes: [] };
  const rows: TermRow[] = check.value.rowChunks.flatMap(chunk => JSON.parse(chunk));
  return { refusal: null, rows, notes: check.value.notes };
}

const problemsOf = (text: string, change?: Partial<ImportMapping>) =>
  checkFile(text, change).rows.map(row => row.problems.map(({ column, reason }) => [column, reason]));
const whole = (words: string | RegExp) => [[null, expect.stringMatching(words)]];

test('a price list as suppliers write it: every column found, names in any case, breaks in rows of their own', () => {
  const { refusal, rows, notes } = checkFile(
    [
      'Supplier;SKU;Price (GBP);Currency;From;MOQ;Pack size;Lead time (days);Shelf life;Valid from;Remark',
      'Northern Mills;Red-UK;2,5;GBP;;120;12;14;365;01.05.2016;List of May',
      'NORTH;RED-UK;£2,25;;600;;;;;;List of May',
      'rhine;GOLD-UK;10,12345;eur;1;;;21;;42491;',
    ].join('\n'),
  );
  expect(refusal).toBeNull();
  expect(rows.flatMap(row => row.problems)).toEqual([]);
  expect(rows.map(row => row.record)).toEqual([
    {
      supplierId: 'id of NORTH',
      supplier: 'NORTH',
      skuId: 'id of RED-UK',
      sku: 'RED-UK',
      unitCost: '2.5',
      currency: 'GBP',
      fromQuantity: null,
      minimumOrderQuantity: '120',
      orderMultiple: '12',
      leadTimeDays: '14',
      shelfLifeDays: '365',
      validFrom: '2016-05-01',
      source: 'List of May',
    },
    expect.objectContaining({ unitCost: '2.25', fromQuantity: '600', source: 'List of May' }),
    expect.objectContaining({
      supplier: 'RHINE',
      unitCost: '10.1235',
      fromQuantity: '1',
      validFrom: '2016-05-01',
      source: 'Statement: prices.csv',
    }),
  ]);
  expect(notes).toEqual([expect.stringContaining('1 figures'), expect.stringContaining("spreadsheet's day numbers")]);
});

test('the template is found column by column', () => {
  const header = Object.values(fieldsOf('SUPPLIER_TERMS')).map(field => field.label);
  const bytes = new TextEncoder().encode(toCsv(header, [header.map(() => 'x')]));
  const found = inspectImportFile({ kind: 'SUPPLIER_TERMS', bytes, encoding: null, delimiter: null });
  expect(found.ok && Object.values(found.value.mapping.columns)).toEqual(header.map((_, index) => index));
});

describe('single rows', () => {
  const row = (cells: string) =>
    problemsOf(`Supplier,SKU,Price,Currency,MOQ,Multiple of,Lead time,Shelf life,Valid from\n${cells}\n`, {
      decimalMark: '.',
      dateOrder: 'day-first',
    })[0];

  test.each<[string, string, [string, string | RegExp][]]>([
    ['NORD,RED-UK,1,,,,,,', 'an unknown supplier', [['Supplier', /not a known supplier.*add the supplier/]]],
    [',RED-UK,1,,,,,,', 'no supplier', [['Supplier', 'missing']]],
    ['NORTH,RED-UX,1,,,,,,', 'an unknown SKU', [['SKU', 'not a known SKU']]],
    ['NORTH,RED-UK,,,,,,,', 'no price', [['Price', /missing; write 0/]]],
    ['NORTH,RED-UK,-1,,,,,,', 'a negative price', [['Price', /negative/]]],
    ['NORTH,RED-UK,10000000000,,,,,,', 'a price beyond any', [['Price', /larger/]]],
    ['NORTH,RED-UK,free,,,,,,', 'a word', [['Price', /not a number/]]],
    ['NORTH,RED-UK,1,EUR,,,,,', 'another currency', [['Currency', /EUR, but Northern Mills is paid in GBP/]]],
    ['NORTH,RED-UK,€1,,,,,,', 'another currency in the price', [['Price', /EUR, but Northern Mills is paid in GBP/]]],
    ['NORTH,RED-UK,1,,£5,,,,', 'money as a minimum', [['MOQ', 'an amount of money, not a quantity']]],
    ['NORTH,RED-UK,1,,,0,,,', 'a multiple of nothing', [['Multiple of', /write 1/]]],
    ['NORTH,RED-UK,1,,,,2.5,,', 'half a day', [['Lead time', 'not a whole number of days']]],
    ['NORTH,RED-UK,1,,,,731,,', 'a lead time beyond two years', [['Lead time', /not between 0 and 730/]]],
    ['NORTH,RED-UK,1,,,,,0,', 'no shelf life', [['Shelf life', /not between 1 and 3650/]]],
    ['NORTH,RED-UK,1,,,,,,2016-06-01', 'from a day to come', [['Valid from', /after today \(2016-05-29\)/]]],
    ['NORTH,RED-UK,1,,,,,,2016-06', 'from a month', [['Valid from', 'a month, not a day']]],
  ])('%s is refused: %s', (cells, _name, problems) => {
    expect(row(cells)).toEqual(problems.map(([column, words]) => [column, expect.stringMatching(words)]));
  });

  test('without a source anywhere the file is refused before its rows are', () => {
    expect(checkFile('Supplier,SKU,Price\nNORTH,RED-UK,1\n', { fixedSource: null }).refusal).toContain('source');
    expect(checkFile('Supplier,SKU\nNORTH,RED-UK\n').refusal).toContain('No column is chosen for the unit price');
  });
});

describe('rows that do not fit together', () => {
  test('the same term or price break twice', () => {
    expect(problemsOf('Supplier,SKU,Price\nNORTH,RED-UK,1\nNORTHERN MILLS,RED-UK,1\n')).toEqual(
      Array(2).fill(whole('lines 2, 3 have the same supplier and SKU')),
    );
    expect(problemsOf('Supplier,SKU,Price,From\nNORTH,RED-UK,3,\nNORTH,RED-UK,2,600\nNORTH,RED-UK,1,600\n')).toEqual(
      Array(3).fill(whole('lines 3, 4 have the same supplier, SKU and from quantity')),
    );
  });

  test('a price that does not fall, and a list that begins too high', () => {
    expect(problemsOf('Supplier,SKU,Price,From\nNORTH,RED-UK,2,\nNORTH,RED-UK,2,600\n')).toEqual(
      Array(2).fill(whole('from 600 on, 2, is not below the one before it')),
    );
    expect(problemsOf('Supplier,SKU,Price,From\nNORTH,RED-UK,2,600\n')).toEqual([
      whole('no price below 600, but any quantity can be ordered.*state 600 as minimum order'),
    ]);
    // Nobody can order less than the list begins with.
    expect(problemsOf('Supplier,SKU,Price,From,MOQ\nNORTH,RED-UK,2,600,600\n')).toEqual([[]]);
    expect(problemsOf('Supplier,SKU,Price,From\nNORTH,GOLD-UK,2,120\n')).toEqual([[]]);
  });

  test('a price at or below a price break that is stored and not stated', () => {
    expect(problemsOf('Supplier,SKU,Price\nNORTH,GOLD-UK,1.9\n')).toEqual([whole('from 600 on, 1.9.*as stored')]);
    expect(problemsOf('Supplier,SKU,Price\nNORTH,GOLD-UK,2\n')).toEqual([[]]);
  });

  test('one supplier with two lead times, one SKU with two shelf lives: only those rows', () => {
    const text = [
      'Supplier,SKU,Price,Lead time,Shelf life',
      'NORTH,RED-UK,1,14,100',
      'NORTH,GOLD-UK,2,21,90',
      'RHINE,GOLD-UK,2,7,90',
      '',
    ].join('\n');
    expect(problemsOf(text)).toEqual([
      whole('lines 2, 3 state lead times of 14 and 21 days for NORTH'),
      whole('lines 2, 3 state lead times of 14 and 21 days for NORTH'),
      [],
    ]);
    expect(problemsOf('Supplier,SKU,Price,Shelf life\nNORTH,GOLD-UK,2,90\nRHINE,GOLD-UK,2,91\n')).toEqual(
      Array(2).fill(whole('shelf lives of 90 and 91 days for GOLD-UK')),
    );
  });

  test('half a price list is none: a wrong row takes the others of its term along', () => {
    expect(problemsOf('Supplier,SKU,Price,From\nNORTH,RED-UK,2,\nNORTH,RED-UK,x,600\nRHINE,RED-UK,3,\n')).toEqual([
      whole('line 3 of the same supplier and SKU cannot be imported'),
      [['Price', expect.stringMatching('not a number')]],
      [],
    ]);
  });
});
