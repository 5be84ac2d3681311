import { type SalesField, type SalesFileMapping, salesFields } from '../../shared/contracts/sales-file.ts';

/** Names under which exports know each field, most telling first; compared without case, blanks and punctuation. */
const synonyms: Record<SalesField, readonly string[]> = {
  sku: [
    'sku',
    'skucode',
    'sellersku',
    'lineitemsku',
    'itemcode',
    'productcode',
    'articlenumber',
    'article',
    'itemnumber',
    'item',
    'asin',
    'product',
    'productname',
    'brand',
    'artikelnummer',
    'artikel',
    'referenz',
    'reference',
    'codigo',
  ],
  channel: [
    'channel',
    'saleschannel',
    'channelcode',
    'channelname',
    'marketplace',
    'store',
    'storename',
    'shop',
    'outlet',
    'customergroup',
    'county',
    'market',
    'kanal',
    'vertriebskanal',
    'canal',
  ],
  date: [
    'date',
    'weekstarting',
    'weekstart',
    'weekcommencing',
    'week',
    'weekending',
    'day',
    'saledate',
    'salesdate',
    'orderdate',
    'purchasedate',
    'invoicedate',
    'periodstart',
    'period',
    'month',
    'datum',
    'woche',
    'monat',
    'fecha',
  ],
  quantity: [
    'quantity',
    'qty',
    'unitssold',
    'units',
    'quantitysold',
    'quantitypurchased',
    'lineitemquantity',
    'orderedunits',
    'netquantity',
    'volume',
    'litres',
    'liters',
    'bottles',
    'cases',
    'menge',
    'quantite',
    'quantité',
    'cantidad',
  ],
  revenue: [
    'revenue',
    'netsales',
    'grosssales',
    'sales',
    'salesvalue',
    'turnover',
    'amount',
    'total',
    'value',
    'dollars',
    'orderedproductsales',
    'umsatz',
    'betrag',
    'ventes',
    'importe',
  ],
  currency: ['currency', 'currencycode', 'ccy', 'isocurrency', 'waehrung', 'währung', 'devise', 'moneda'],
};

const currencyWords: readonly [RegExp, string][] = [
  [/dollars|\busd\b|\$/i, 'USD'],
  [/pounds|\bgbp\b|£/i, 'GBP'],
  [/euros?\b|\beur\b|€/i, 'EUR'],
];

/** Recognises the columns by their names; what no name tells is left to be decided from the values or by the user. */
export function proposeMapping(header: readonly string[]): SalesFileMapping {
  const names = header.map(bareName);
  const taken = new Set<number>();
  const columns = Object.fromEntries(
    salesFields.map(field => {
      const column = synonyms[field].map(name => names.findIndex((own, index) => own === name && !taken.has(index)));
      const found = column.find(index => index >= 0) ?? null;
      if (found !== null) taken.add(found);
      return [field, found];
    }),
  ) as SalesFileMapping['columns'];
  const revenueName = columns.revenue === null ? '' : (header[columns.revenue] ?? '');
  return {
    columns,
    fixedChannelId: null,
    fixedCurrency: currencyWords.find(([pattern]) => pattern.test(revenueName))?.[1] ?? null,
    encoding: null,
    delimiter: null,
    dateOrder: null,
    decimalMark: null,
    period: null,
    repeatedKeys: 'refuse',
    corrections: [],
  };
}

/** "Net sales (EUR)" → "netsales". */
function bareName(name: string): string {
  return name
    .toLowerCase()
    .replace(/\(.*?\)|\[.*?\]/g, '')
    .replace(/\b(usd|gbp|eur)\b|[£€$]/g, '')
    .replace(/[^\p{L}\p{N}]/gu, '');
}
