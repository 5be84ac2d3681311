import { expect, test } from 'vitest';
import type { RecordRow } from '../../../shared/contracts/import-file.ts';
import { checkImportFile } from '../../tasks/check-import-file.ts';
import { inspectImportFile } from '../../tasks/inspect-import-file.ts';

const north = { id: 'id of NORTH', code: 'NORTH', name: 'Northern Mills', currency: 'GBP' };

function checkFile(text: string) {
  const bytes = new TextEncoder().encode(text);
  const inspection = inspectImportFile({ kind: 'SUPPLIER_CAPACITY', bytes, encoding: null, delimiter: null });
  if (!inspection.ok) throw new Error(inspection.code);
  const check = checkImportFile(
    {
      kind: 'SUPPLIER_CAPACITY',
      bytes,
      mapping: { ...inspection.value.mapping, fixedSource: 'Letter of May' },
      lookups: { skus: new Map(), channels: new Map(), terms: new Map(), suppliers: new Map([['north', north]]) },
      today: '2016-05-29',
      weekStartsOn: 0,
    },
    { seed: 0, progress: () => {}, cancelled: () => false },
  );
  if (!check.ok) throw new Error(check.code);
  return check.value.rowChunks.flatMap(chunk => JSON.parse(chunk) as RecordRow[]);
}

test('any day of a week is that week, closures are 0, weeks to come are what it is for', () => {
  const rows = checkFile('Supplier,Week starting,Capacity\nNORTH,2016-12-21,0\nNORTH,2016-W26,"1,250.5"\n');
  expect(rows.flatMap(row => row.problems)).toEqual([]);
  expect(rows.map(row => row.record)).toEqual([
    { supplierId: 'id of NORTH', supplier: 'NORTH', week: '2016-12-18', units: '0', source: 'Letter of May' },
    { supplierId: 'id of NORTH', supplier: 'NORTH', week: '2016-06-26', units: '1250.5', source: 'Letter of May' },
  ]);
});

test('says what is wrong where, and which lines name the same week', () => {
  const rows = checkFile(
    [
      'Supplier,Week,Units',
      'NORTH,2016-06,5',
      'NORTH,2016-06-05,-5',
      'NORTH,2016-06-05,',
      'NORHT,2016-06-05,5',
      'NORTH,2016-06-13,5',
      'NORTH,2016-06-14,6',
      '',
    ].join('\n'),
  );
  const same = [null, expect.stringMatching('lines 6, 7 name the same supplier and week'), null];
  expect(rows.map(row => row.problems.map(({ column, reason, suggestion }) => [column, reason, suggestion]))).toEqual([
    [['Week', expect.stringMatching('a month, not a week'), null]],
    [['Units', expect.stringMatching('negative: write 0'), null]],
    [['Units', expect.stringMatching('missing; write 0'), null]],
    [['Supplier', expect.stringMatching('not a known supplier'), 'NORTH']],
    [same],
    [same],
  ]);
});
