/** A file that must not get into the sales as it is, and how the product must say so. */
export interface MalformedFile {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Words of the refusal of the whole file; null where single rows are rejected. */
  readonly refusal: RegExp | null;
  /** Words of each problem, in the order of rows and cells; empty where the file is refused. */
  readonly problems: readonly RegExp[];
  /** Suggestions beside the problems, where the case is about them. */
  readonly suggestions?: readonly (string | null)[];
}

/** SKU RED-UK sells through AMAZON-UK (region UK), SKU RED-US through AMAZON-US; weeks start on Sundays. */
const header = 'SKU,Channel,Week,Units,Revenue,Currency';
const goodRows = ['RED-UK,AMAZON-UK,2016-05-01,5,10.50,GBP', 'RED-UK,AMAZON-UK,2016-05-08,5,10.50,GBP'];
const encoder = new TextEncoder();

const text = (content: string) => encoder.encode(content);
const lines = (...rows: string[]) => text([header, ...goodRows, ...rows, ''].join('\n'));
const bytes = (...values: (number | string)[]) =>
  new Uint8Array(values.flatMap(value => (typeof value === 'number' ? [value] : [...encoder.encode(value)])));
const utf16 = (content: string) => new Uint8Array(new Uint16Array([...content].map(one => one.charCodeAt(0))).buffer);

const refused = (name: string, content: Uint8Array<ArrayBuffer>, refusal: RegExp): MalformedFile => ({
  name,
  bytes: content,
  refusal,
  problems: [],
});
const rejected = (
  name: string,
  rows: string[],
  problems: RegExp[],
  suggestions?: (string | null)[],
): MalformedFile => ({ name, bytes: lines(...rows), refusal: null, problems, ...(suggestions && { suggestions }) });

export const malformedSalesFiles: readonly MalformedFile[] = [
  refused('nothing at all', bytes(), /^The file is empty/),
  refused('only a byte order mark', bytes(0xef, 0xbb, 0xbf), /^The file is empty/),
  refused('only blank lines', text('\n\r\n  \n'), /^The file is empty/),
  refused('only a header', text(`${header}\n`), /a header \(line 1\) and no row below it/),
  refused('an Excel workbook named .csv', bytes('PK', 3, 4, 0, 0, 'xl/workbook.xml'), /an Excel workbook.*CSV UTF-8/),
  refused('an old Excel workbook', bytes(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1), /an old Excel workbook/),
  refused('a PDF document', text('%PDF-1.7\n1 0 obj'), /a PDF document/),
  refused('a compressed file', bytes(0x1f, 0x8b, 8, 0, 0), /compressed.*Unpack it/),
  refused('a picture', bytes(0x89, 'PNG\r\n', 0x1a, '\n'), /a picture/),
  refused('a sign-in page', text('<!DOCTYPE html><html><body>Sign in</body></html>'), /a web page.*sign in/),
  refused('an XML document', text('<?xml version="1.0"?><sales/>'), /an XML document/),
  refused('a JSON document', text('[{"sku": "RED-UK", "units": 5}]'), /a JSON document/),
  refused('random bytes', bytes(7, 0, 200, 0, 0, 13, 10, 3, 250, 0, 9, 44, 44, 1), /no plain text/),
  refused('a NUL byte amid the text', lines('RED-UK,AMAZON-UK,2016-05-15,5\u0000,,'), /control character 0 in line 4/),
  refused('UTF-32', bytes(0xff, 0xfe, 0, 0, 'S', 0, 0, 0), /text in UTF-32/),
  refused(
    'UTF-16 cut in the middle of a character',
    utf16(`\uFEFF${header}\n${goodRows[0]}`).slice(0, -1),
    /not valid utf-16le/,
  ),
  refused('one column', text('SKU\nRED-UK\nRED-US\n'), /No comma, semicolon, tab or bar/),
  refused(
    'a quotation mark never closed',
    lines('"RED-UK,AMAZON-UK,2016-05-15,5,,'),
    /quotation mark is opened and never closed/,
  ),
  refused(
    'a quotation mark amid a text',
    lines('RED"UK,AMAZON-UK,2016-05-15,5,,'),
    /^Line 4: a quotation mark stands in the middle/,
  ),
  refused(
    'a cell of 200,000 characters',
    lines(`RED-UK,${'x'.repeat(200_000)},2016-05-15,5,,`),
    /longer than 100,000 characters/,
  ),
  refused(
    '600 columns',
    text(`${Array.from({ length: 600 }, (_, i) => `c${i}`).join(',')}\n${'x,'.repeat(599)}x\n`),
    /600 columns/,
  ),
  refused(
    'no column of quantities',
    text('SKU,Channel,Week\nRED-UK,AMAZON-UK,2016-05-01\n'),
    /No column is chosen for the quantity/,
  ),
  refused(
    'dates that are day/month or month/day',
    text('SKU,Channel,Week,Units\nRED-UK,AMAZON-UK,01/05/2016,5\nRED-UK,AMAZON-UK,08/05/2016,5\n'),
    /day\/month or as month\/day: 01\/05\/2016/,
  ),
  refused(
    'dates in both orders',
    text('SKU,Channel,Week,Units\nRED-UK,AMAZON-UK,15/05/2016,5\nRED-UK,AMAZON-UK,05/22/2016,5\n'),
    /mix two orders of day and month: 15\/05\/2016 and 05\/22\/2016/,
  ),
  refused(
    'both decimal marks',
    text('SKU;Channel;Week;Units\nRED-UK;AMAZON-UK;2016-05-01;5,5\nRED-UK;AMAZON-UK;2016-05-08;5.5\n'),
    /both the dot and the comma.*5\.5 and 5,5/,
  ),
  refused(
    'a comma that may divide thousands or decimals',
    text('SKU;Channel;Week;Units\nRED-UK;AMAZON-UK;2016-05-01;1,250\nRED-UK;AMAZON-UK;2016-05-08;2,500\n'),
    /decimal mark or with a thousands mark: 1,250/,
  ),
  refused(
    'one date, which may be a day, a week or a month',
    text('SKU,Channel,Week,Units\nRED-UK,AMAZON-UK,2016-05-01,5\n'),
    /one date only/,
  ),
  rejected(
    'the same key twice',
    ['RED-UK,AMAZON-UK,2016-05-08,7,,'],
    [/lines 3, 4 have the same SKU, channel and period/, /lines 3, 4/],
  ),
  rejected('a negative quantity', ['RED-UK,AMAZON-UK,2016-05-15,-5,,'], [/negative: returns are not sales/]),
  rejected('a quantity in brackets, which is negative', ['RED-UK,AMAZON-UK,2016-05-15,(5),,'], [/negative/]),
  rejected('no quantity', ['RED-UK,AMAZON-UK,2016-05-15,,,'], [/^missing; write 0/]),
  rejected('no SKU', [',AMAZON-UK,2016-05-15,5,,'], [/^missing$/]),
  rejected('words for a quantity', ['RED-UK,AMAZON-UK,2016-05-15,five,,'], [/not a number/]),
  rejected('an unknown SKU', ['RED-UX,AMAZON-UK,2016-05-15,5,,'], [/not a known SKU/], ['RED-UK']),
  rejected('an unknown SKU like no other', ['Umbrella,AMAZON-UK,2016-05-15,5,,'], [/not a known SKU/], [null]),
  rejected('an unknown channel', ['RED-UK,AMAZOM-UK,2016-05-15,5,,'], [/not a known channel/], ['AMAZON-UK']),
  rejected(
    'a channel of another region',
    ['RED-UK,AMAZON-US,2016-05-15,5,,'],
    [/AMAZON-US sells in US, but RED-UK is for UK/],
  ),
  rejected('a formula for a quantity', ['RED-UK,AMAZON-UK,2016-05-15,=SUM(D2:D3),,'], [/a formula, not its result/]),
  rejected('a formula for a name', ['"=HYPERLINK(""x"")",AMAZON-UK,2016-05-15,5,,'], [/a formula, not its result/]),
  rejected('a text kept by a formula', ['"=""RED-UK""",AMAZON-UK,2016-05-15,5,,'], [/a formula/], ['RED-UK']),
  rejected('a spreadsheet error', ['RED-UK,AMAZON-UK,2016-05-15,#REF!,,'], [/a spreadsheet error/]),
  rejected('a figure shortened by a spreadsheet', ['RED-UK,AMAZON-UK,2016-05-15,1.2E+3,,'], [/shortened/], ['1200']),
  rejected('an amount for a quantity', ['RED-UK,AMAZON-UK,2016-05-15,£5,,'], [/an amount of money, not a quantity/]),
  rejected(
    'a quantity beyond all measure',
    ['RED-UK,AMAZON-UK,2016-05-15,999999999999,,'],
    [/larger than any quantity/],
  ),
  rejected('a day that does not exist', ['RED-UK,AMAZON-UK,2016-02-30,5,,'], [/a day that does not exist/]),
  rejected(
    'a day in the future',
    ['RED-UK,AMAZON-UK,2016-06-05,5,,'],
    [/in the future: sales are known up to 2016-05-29/],
  ),
  rejected('a year that cannot be', ['RED-UK,AMAZON-UK,1016-05-15,5,,'], [/before 1990-01-01/]),
  rejected('no date', ['RED-UK,AMAZON-UK,soon,5,,'], [/not a date; write it as YYYY-MM-DD/]),
  rejected(
    'a day amid the week',
    ['04-24', '04-17', '04-10', '05-18'].map(day => `RED-UK,AMAZON-UK,2016-${day},5,,`),
    [/neither the first nor the last day/],
    ['2016-05-15'],
  ),
  rejected('a row too short', ['RED-UK,AMAZON-UK,2016-05-15,5'], [/4 cells where the header has 6/]),
  rejected(
    'a row too long',
    ['RED-UK,AMAZON-UK,2016-05-15,1,250,10,GBP'],
    [/7 cells where the header has 6/, /not an ISO 4217 code/],
  ),
  rejected('a currency that is none', ['RED-UK,AMAZON-UK,2016-05-15,5,10,GPB'], [/not an ISO 4217 code/], ['GBP']),
  rejected(
    'two currencies in a row',
    ['RED-UK,AMAZON-UK,2016-05-15,5,€10,GBP'],
    [/written in EUR, but the row says GBP/],
  ),
];
