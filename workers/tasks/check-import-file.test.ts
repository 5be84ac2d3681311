import { describe, expect, test } from 'vitest';
import { malformedSalesFiles } from '../../scripts/testing/malformed-sales-files.ts';
import type { CheckedRow, ImportLookups, ImportMapping } from '../../shared/contracts/import-file.ts';
import { userMessageOf } from '../../shared/errors.ts';
import { checkImportFile } from './check-import-file.ts';
import { inspectImportFile } from './inspect-import-file.ts';

const sku = (code: string, regionCode: string, currency: string) => ({
  id: `id of ${code}`,
  code,
  regionCode,
  currency,
});
const lookups: ImportLookups = {
  skus: new Map([
    ['red-uk', sku('RED-UK', 'UK', 'GBP')],
    ['red-us', sku('RED-US', 'US', 'USD')],
  ]),
  channels: new Map([
    ['amazon-uk', sku('AMAZON-UK', 'UK', 'GBP')],
    ['amazon-us', sku('AMAZON-US', 'US', 'USD')],
    ['uk/amazon', sku('AMAZON-UK', 'UK', 'GBP')],
    ['us/amazon', sku('AMAZON-US', 'US', 'USD')],
  ]),
  suppliers: new Map(),
  terms: new Map(),
};
const run = { seed: 0, progress: () => {}, cancelled: () => false };

/** As the product does it: look at the file, then check it under the mapping found, changed where a user would. */
function checkFile(bytes: Uint8Array, change: Partial<ImportMapping> = {}) {
  const inspection = inspectImportFile({ kind: 'SALES', bytes, encoding: null, delimiter: null });
  if (!inspection.ok) return { refusal: userMessageOf(inspection.code, inspection.details), rows: [], notes: [] };
  const mapping = { ...inspection.value.mapping, ...change };
  const check = checkImportFile({ kind: 'SALES', bytes, mapping, lookups, today: '2016-05-29', weekStartsOn: 0 }, run);
  if (!check.ok) return { refusal: userMessageOf(check.code, check.details), rows: [], notes: [] };
  const rows: CheckedRow[] = check.value.rowChunks.flatMap(chunk => JSON.parse(chunk));
  expect(check.value.validCount + check.value.invalidCount).toBe(rows.length);
  return { refusal: null, rows, notes: check.value.notes };
}

const facts = (rows: readonly CheckedRow[]) =>
  rows.map(row => [row.skuId, row.channelId, row.periodStart, row.quantity, row.revenue, row.currency]);
const utf8 = (content: string) => new TextEncoder().encode(content);

describe('malformed files', () => {
  test('at least thirty of them', () => expect(malformedSalesFiles.length).toBeGreaterThanOrEqual(30));

  test.each(malformedSalesFiles)('$name', ({ bytes, refusal, problems, suggestions }) => {
    const found = checkFile(bytes);
    if (refusal) expect(found.refusal).toMatch(refusal);
    else expect(found.refusal).toBeNull();
    const ofRows = found.rows.flatMap(row => row.problems);
    expect(ofRows.map(problem => problem.reason)).toEqual(problems.map(words => expect.stringMatching(words)));
    if (suggestions) expect(ofRows.map(problem => problem.suggestion)).toEqual(suggestions);
  });
});

describe('files that only look odd', () => {
  const expected = [
    ['id of RED-UK', 'id of AMAZON-UK', '2016-05-01', '1234.5', '10.50', 'GBP'],
    ['id of RED-UK', 'id of AMAZON-UK', '2016-05-08', '7', '20', 'GBP'],
  ];
  const plain =
    'SKU,Channel,Week,Units,Revenue,Currency\nRED-UK,AMAZON-UK,2016-05-01,"1,234.5",10.50,GBP\nRED-UK,AMAZON-UK,2016-05-08,7,20,GBP\n';
  const european =
    'Artikelnummer;Kanal;Woche;Menge;Umsatz\nRED-UK;AMAZON-UK;01.05.2016;1.234,5;10,50 £\nRED-UK;AMAZON-UK;08.05.2016;7;20\n';
  const utf16 = (content: string) => new Uint8Array(new Uint16Array([...content].map(one => one.charCodeAt(0))).buffer);
  const swapped = (content: string) => {
    const bytes = utf16(content);
    return bytes.map((_, index) => bytes[index ^ 1] ?? 0);
  };
  const latin1 = (content: string) => new Uint8Array([...content].map(one => one.charCodeAt(0)));

  test.each([
    ['a byte order mark', utf8(`\uFEFF${plain}`)],
    ['UTF-16 with a byte order mark', utf16(`\uFEFF${plain}`)],
    ['UTF-16 without one', utf16(plain)],
    ['UTF-16, big-endian', swapped(`\uFEFF${plain}`)],
    ['Windows-1252, semicolons, decimal commas, German names', latin1(european)],
    ['tabs', utf8(plain.replace('"1,234.5"', '1234.5').replaceAll(',', '\t'))],
    ['bars', utf8(plain.replace('"1,234.5"', '1234.5').replaceAll(',', '|'))],
    ['Windows line ends', utf8(plain.replaceAll('\n', '\r\n'))],
    ['old Macintosh line ends', utf8(plain.replaceAll('\n', '\r'))],
    ['Excel’s hint of the delimiter', utf8(`sep=,\n${plain}`)],
    ['a title and a blank line above the header', utf8(`Weekly sales\n\n${plain}`)],
    ['blank lines and rows of commas', utf8(plain.replace('\nRED', '\n\n,,,,,\nRED'))],
    ['a quoted header and names in another case', utf8(plain.replace('SKU,', '"sku",').replaceAll('RED-UK', 'red-uk'))],
    [
      'day first, proved by another row',
      utf8(plain.replace('2016-05-01', '01/05/2016').replace('2016-05-08', '08/05/2016')),
      'day-first',
    ],
    ['days named in words', utf8(plain.replace('2016-05-01', '1 May 2016').replace('2016-05-08', 'May 8 2016'))],
    ['spreadsheet day numbers', utf8(plain.replace('2016-05-01', '42491').replace('2016-05-08', '42498'))],
    [
      'weeks named by their last day',
      utf8(plain.replace('2016-05-01', '2016-05-07').replace('2016-05-08', '2016-05-14')),
    ],
    ['spaces between thousands', utf8(plain.replace('"1,234.5"', '1\u00a0234.5'))],
    ['instants', utf8(plain.replace('2016-05-08', '2016-05-08T00:00:00Z'))],
    ['a channel named by its region’s alias', utf8(plain.replaceAll('AMAZON-UK', 'Amazon'))],
  ] as [string, Uint8Array, ImportMapping['dateOrder']?][])('%s', (_name, bytes, dateOrder = null) => {
    const { refusal, rows } = checkFile(bytes, { dateOrder });
    expect(refusal).toBeNull();
    expect(rows.flatMap(row => row.problems)).toEqual([]);
    expect(facts(rows)).toEqual(expected);
  });

  test('the same alias is another channel in another region', () => {
    const { rows } = checkFile(utf8('SKU,Channel,Day,Units\nRED-UK,Amazon,2016-05-01,1\nRED-US,Amazon,2016-05-02,1\n'));
    expect(rows.map(row => row.channelId)).toEqual(['id of AMAZON-UK', 'id of AMAZON-US']);
  });

  test('a misspelt alias is suggested within the SKU’s own region', () => {
    const { rows } = checkFile(utf8('SKU,Channel,Day,Units\nRED-UK,Amzon,2016-05-01,1\nRED-US,Amzon,2016-05-02,1\n'));
    const problems = rows.flatMap(row => row.problems);
    expect(problems.map(problem => problem.suggestion)).toEqual(['AMAZON-UK', 'AMAZON-US']);
  });

  test('what happened silently is said: rounding and day numbers', () => {
    const { rows, notes } = checkFile(
      utf8('SKU,Channel,Day,Units,Revenue\nRED-UK,AMAZON-UK,42491,1.2345,2.005\nRED-UK,AMAZON-UK,42493,1,2\n'),
    );
    expect(facts(rows)[0]).toEqual(['id of RED-UK', 'id of AMAZON-UK', '2016-05-01', '1.235', '2.01', 'GBP']);
    expect(notes).toEqual([
      expect.stringContaining('2 figures had more decimals'),
      expect.stringContaining("2 dates were a spreadsheet's day numbers"),
    ]);
  });
});

describe('choices of the user', () => {
  const twice =
    'SKU,Channel,Week,Units,Revenue,Currency\nRED-UK,AMAZON-UK,2016-05-01,1,5,GBP\nRED-UK,AMAZON-UK,2016-05-01,2,5,USD\nRED-UK,AMAZON-UK,2016-05-08,2,5,GBP\nRED-UK,AMAZON-UK,2016-05-08,3,5,GBP\n';

  test('repeated rows are added together, but not two currencies', () => {
    const { rows } = checkFile(utf8(twice), { repeatedKeys: 'add' });
    expect(rows.map(row => row.problems.map(problem => problem.reason))).toEqual([
      [expect.stringContaining('in GBP and USD, which cannot be added')],
      [expect.stringContaining('lines 2, 3')],
      [],
      [],
    ]);
  });

  test('one channel for a file without such a column', () => {
    const file = utf8('SKU,Day,Units\nRED-UK,2016-05-01,1\nRED-US,2016-05-02,1\n');
    expect(checkFile(file).refusal).toContain('No column is chosen for the channel');
    const { rows } = checkFile(file, { fixedChannelId: 'id of AMAZON-UK' });
    expect(rows.map(row => row.problems[0]?.reason)).toEqual([
      undefined,
      'AMAZON-UK sells in UK, but RED-US is for US',
    ]);
  });

  test('the answer to a date that can be read in two ways', () => {
    const file = utf8('SKU,Channel,Day,Units\nRED-UK,AMAZON-UK,03/04/2016,1\nRED-UK,AMAZON-UK,03/05/2016,1\n');
    const days = (dateOrder: 'day-first' | 'month-first') =>
      checkFile(file, { dateOrder, period: 'day' }).rows.map(row => row.periodStart);
    expect(days('day-first')).toEqual(['2016-04-03', '2016-05-03']);
    expect(days('month-first')).toEqual(['2016-03-04', '2016-03-05']);
  });

  test('the answer to a file with both decimal marks leaves the other ones out', () => {
    const file = utf8('SKU;Channel;Day;Units\nRED-UK;AMAZON-UK;2016-05-01;1.5\nRED-UK;AMAZON-UK;2016-05-02;12,75\n');
    const { rows } = checkFile(file, { decimalMark: '.' });
    expect(rows.map(row => row.quantity)).toEqual(['1.5', null]);
    expect(rows[1]!.problems).toMatchObject([{ column: 'Units', value: '12,75', suggestion: '12.75' }]);
  });

  test('corrections replace cells before the check', () => {
    const file = utf8('SKU,Channel,Day,Units\nRED-UX,AMAZON-UK,2016-05-01,x\nRED-UK,AMAZON-UK,2016-05-02,1\n');
    const { rows } = checkFile(file, {
      corrections: [
        { rowNumber: 2, column: 0, value: 'RED-UK' },
        { rowNumber: 2, column: 3, value: '4' },
      ],
    });
    expect(rows[0]).toMatchObject({ problems: [], skuId: 'id of RED-UK', quantity: '4' });
  });

  test('months and days stay what they are', () => {
    const monthly = checkFile(
      utf8('SKU,Channel,Month,Units\nRED-UK,AMAZON-UK,2016-03,1\nRED-UK,AMAZON-UK,2016-04,1\n'),
    );
    expect(monthly.rows.map(row => row.periodStart)).toEqual(['2016-03-01', '2016-04-01']);
    const isoWeeks = checkFile(utf8('SKU,Channel,Week,Units\nRED-UK,AMAZON-UK,2016-W18,1\n'));
    // ISO weeks start on Mondays, this workspace's on Sundays.
    expect(isoWeeks.rows[0]!.problems[0]).toMatchObject({ suggestion: '2016-05-01' });
  });
});

test('a cancelled check stops and says so', () => {
  const rows = Array.from({ length: 12_000 }, (_, index) => `RED-UK,AMAZON-UK,2016-05-01,${index}`);
  const bytes = utf8(['SKU,Channel,Day,Units', ...rows].join('\n'));
  const inspection = inspectImportFile({ kind: 'SALES', bytes, encoding: null, delimiter: null });
  if (!inspection.ok) throw new Error('the file is fine');
  const mapping = { ...inspection.value.mapping, period: 'day' as const };
  const check = checkImportFile(
    { kind: 'SALES', bytes, mapping, lookups, today: '2016-05-29', weekStartsOn: 0 },
    { ...run, cancelled: () => true },
  );
  expect(check).toMatchObject({ ok: false, code: 'request.cancelled' });
});
