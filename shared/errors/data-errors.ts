import type { CatalogEntry } from './catalog-entry.ts';

/** Expected failures of the data room: catalogue, imports, sales, stock-outs. */
export const dataErrors = {
  'catalogue.code-taken': {
    transport: 'CONFLICT',
    retry: false,
    userMessage: 'The {kind} {name} has the code {code} already. Choose another code.',
  },
  'stock-out.overlaps': {
    transport: 'CONFLICT',
    retry: false,
    userMessage: '{sku} has a stock-out there from {from} to {to} already. Change that one, or choose other days.',
  },
  'stock-out.in-future': {
    transport: 'BAD_REQUEST',
    retry: false,
    userMessage: 'A stock-out is entered once it has been seen: {day} is after today ({today}). Choose an earlier day.',
  },
  'sales.none': {
    transport: 'UNPROCESSABLE_CONTENT',
    retry: false,
    userMessage: 'There are no sales of {selection}. Import them, or choose another product, region or channel.',
  },
  'sales.period-not-recorded': {
    transport: 'UNPROCESSABLE_CONTENT',
    retry: false,
    userMessage:
      'The sales of {selection} cannot be summed by {period}: they are recorded so that only {recorded} is possible. Choose that.',
  },
  'import.file-empty': {
    transport: 'UNPROCESSABLE_CONTENT',
    retry: false,
    userMessage: 'The file is empty. Export it again.',
  },
  'import.file-too-large': {
    transport: 'PAYLOAD_TOO_LARGE',
    retry: false,
    userMessage: 'The file is larger than {limitMegabytes} MB. Split it, for example by year.',
  },
  'import.too-large': {
    transport: 'UNPROCESSABLE_CONTENT',
    retry: false,
    userMessage: 'The file has {what} than can be read at once; the limit is {limit}. Split it.',
  },
  'import.upload-heading': {
    transport: 'BAD_REQUEST',
    retry: false,
    userMessage: 'The upload does not begin with a line of JSON that names the batch, the file and its size: {problem}',
  },
  'import.upload-broken': {
    transport: 'BAD_REQUEST',
    retry: true,
    userMessage: 'The upload broke off: {received} of {expected} bytes arrived. Send the file again.',
  },
  'import.not-a-table': {
    transport: 'UNPROCESSABLE_CONTENT',
    retry: false,
    userMessage: 'This is {kind}, not a table in text form. {mend}',
  },
  'import.encoding': {
    transport: 'UNPROCESSABLE_CONTENT',
    retry: false,
    userMessage: 'Line {line} is not valid {encoding}. Choose another encoding, or save the file as UTF-8.',
  },
  'import.one-column': {
    transport: 'UNPROCESSABLE_CONTENT',
    retry: false,
    userMessage:
      'No comma, semicolon, tab or bar divides the lines into columns. Save the file as CSV with one of them.',
  },
  'import.malformed': {
    transport: 'UNPROCESSABLE_CONTENT',
    retry: false,
    userMessage: 'Line {line}: {problem}. {mend}',
  },
  'import.no-rows': {
    transport: 'UNPROCESSABLE_CONTENT',
    retry: false,
    userMessage: 'The file has a header (line {line}) and no row below it. Export it again with its rows.',
  },
  'import.column-missing': {
    transport: 'UNPROCESSABLE_CONTENT',
    retry: false,
    userMessage: 'No column is chosen for the {field}. Choose one of: {header}.',
  },
  'import.ambiguous': {
    transport: 'UNPROCESSABLE_CONTENT',
    retry: false,
    userMessage: 'The values of {column} {problem}: {examples}. Choose {choice}.',
  },
  'import.wrong-status': {
    transport: 'CONFLICT',
    retry: false,
    userMessage: 'This import is {status}, so that it cannot be {action}. Reload to see where it stands.',
  },
  'import.nothing-valid': {
    transport: 'UNPROCESSABLE_CONTENT',
    retry: false,
    userMessage: 'None of the rows can be imported. Correct the mapping or the rows first.',
  },
  'alias.target-unknown': {
    transport: 'BAD_REQUEST',
    retry: false,
    userMessage: 'There is no such {kind} here. Reload and choose again.',
  },
} as const satisfies Record<string, CatalogEntry>;
