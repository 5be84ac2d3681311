/** What a column of a file may hold. */
export interface ImportField {
  readonly label: string;
  readonly hint: string;
  readonly holds: 'name' | 'text' | 'day' | 'figure';
  /** Whether a file without such a column is refused. */
  readonly required: boolean;
}

/** A column of the comparison before a commit. What is stored stands in `stored…` of the same change. */
export interface ImportChange {
  readonly field: string;
  readonly header: string;
  readonly as: 'text' | 'day' | 'days' | 'quantity' | 'money' | 'unit-price';
  readonly width: number;
}

/** What can be imported from a file: one pipeline reads, checks, compares and commits every kind. */
export interface ImportKindInfo {
  readonly title: string;
  readonly description: string;
  /** Who may import it. */
  readonly role: 'OPERATOR' | 'MANAGER';
  /** What rows become, and by what they are told apart. */
  readonly facts: { readonly one: string; readonly many: string; readonly key: string };
  /** In the order in which a template has them. */
  readonly fields: Readonly<Record<string, ImportField>>;
  /** What is shown of facts that a commit would create or change. */
  readonly changes: readonly ImportChange[];
  /** What to do with what was imported. */
  readonly next: { readonly label: string; readonly to: string };
}

export const importKindIds = ['SALES', 'SUPPLIER_TERMS', 'SUPPLIER_CAPACITY'] as const;
export type ImportKind = (typeof importKindIds)[number];

const skuField = { label: 'SKU', hint: 'Code, name or a name taught before', holds: 'name', required: true } as const;
const supplierField = { label: 'Supplier', hint: 'Code or name', holds: 'name', required: true } as const;
const sourceField = {
  label: 'Source',
  hint: 'Who says so; or one source for all rows',
  holds: 'text',
  required: false,
} as const;

export const importKinds = {
  SALES: {
    title: 'Sales',
    description:
      'One row for each SKU, channel and day, week or month. Columns are found by their names; you can correct them.',
    role: 'OPERATOR',
    facts: { one: 'fact', many: 'facts', key: 'SKU × channel × period' },
    fields: {
      sku: skuField,
      channel: { label: 'Channel', hint: 'Or one channel for all rows, below', holds: 'name', required: false },
      date: {
        label: 'Date',
        hint: 'Day, or first or last day of the week or month',
        holds: 'day',
        required: true,
      },
      quantity: { label: 'Quantity', hint: 'Units sold', holds: 'figure', required: true },
      revenue: { label: 'Revenue', hint: 'Leave out to keep what is stored', holds: 'figure', required: false },
      currency: { label: 'Currency', hint: 'ISO code in each row', holds: 'text', required: false },
    },
    changes: [
      { field: 'skuCode', header: 'SKU', as: 'text', width: 140 },
      { field: 'channelCode', header: 'Channel', as: 'text', width: 140 },
      { field: 'periodStart', header: 'From', as: 'day', width: 110 },
      { field: 'quantity', header: 'Units', as: 'quantity', width: 120 },
      { field: 'revenue', header: 'Revenue', as: 'money', width: 150 },
    ],
    next: { label: 'Forecast from these sales', to: '/forecasting' },
  },
  SUPPLIER_TERMS: {
    title: 'Supplier terms',
    description:
      'One row for each supplier and SKU; a price list with price breaks has one row for each “From quantity”. What a file leaves out stays as it is.',
    role: 'MANAGER',
    facts: { one: 'term', many: 'terms', key: 'supplier × SKU' },
    fields: {
      supplier: supplierField,
      sku: skuField,
      unitCost: { label: 'Unit price', hint: 'In the supplier’s currency', holds: 'figure', required: true },
      currency: { label: 'Currency', hint: 'Checked against the supplier’s', holds: 'text', required: false },
      fromQuantity: {
        label: 'From quantity',
        hint: 'Where the price begins; lists are replaced as a whole',
        holds: 'figure',
        required: false,
      },
      minimumOrderQuantity: { label: 'Minimum order', hint: 'Units of the SKU', holds: 'figure', required: false },
      orderMultiple: { label: 'Multiple of', hint: 'Units of the SKU, above 0', holds: 'figure', required: false },
      leadTimeDays: { label: 'Lead time, days', hint: 'One for each supplier', holds: 'figure', required: false },
      shelfLifeDays: { label: 'Shelf life, days', hint: 'One for each SKU', holds: 'figure', required: false },
      validFrom: { label: 'Valid from', hint: 'Not after today; kept with the source', holds: 'day', required: false },
      source: sourceField,
    },
    changes: [
      { field: 'sku', header: 'SKU', as: 'text', width: 120 },
      { field: 'supplier', header: 'Supplier', as: 'text', width: 110 },
      { field: 'unitCost', header: 'Unit price', as: 'unit-price', width: 110 },
      { field: 'priceBreaks', header: 'Price breaks', as: 'text', width: 150 },
      { field: 'minimumOrderQuantity', header: 'Minimum order', as: 'quantity', width: 118 },
      { field: 'orderMultiple', header: 'Multiple of', as: 'quantity', width: 96 },
      { field: 'leadTimeDays', header: 'Lead time', as: 'days', width: 96 },
      { field: 'shelfLifeDays', header: 'Shelf life', as: 'days', width: 96 },
      { field: 'source', header: 'Source', as: 'text', width: 240 },
    ],
    next: { label: 'See the terms', to: '/supply-chain' },
  },
  SUPPLIER_CAPACITY: {
    title: 'Supplier capacity',
    description: 'One row for each supplier and week in which it takes more or less than usual; 0 units is closed.',
    role: 'MANAGER',
    facts: { one: 'week', many: 'weeks', key: 'supplier × week' },
    fields: {
      supplier: supplierField,
      week: { label: 'Week', hint: 'Any day of it', holds: 'day', required: true },
      units: { label: 'Units', hint: 'Over all SKUs of the supplier', holds: 'figure', required: true },
      source: sourceField,
    },
    changes: [
      { field: 'supplier', header: 'Supplier', as: 'text', width: 140 },
      { field: 'week', header: 'Week from', as: 'day', width: 120 },
      { field: 'units', header: 'Units', as: 'quantity', width: 130 },
      { field: 'source', header: 'Source', as: 'text', width: 260 },
    ],
    next: { label: 'See the suppliers', to: '/supply-chain' },
  },
} as const satisfies Record<ImportKind, ImportKindInfo>;

export type SalesField = keyof (typeof importKinds)['SALES']['fields'];
export type SupplierTermField = keyof (typeof importKinds)['SUPPLIER_TERMS']['fields'];
export type SupplierCapacityField = keyof (typeof importKinds)['SUPPLIER_CAPACITY']['fields'];

/** The fields of a kind by name, whichever kind it is. */
export function fieldsOf(kind: ImportKind): ImportKindInfo['fields'] {
  return importKinds[kind].fields;
}

/** Fields that a file must have a column for, or one value of all rows (channels of sales), and has neither. */
export function missingFields(
  kind: ImportKind,
  mapping: {
    readonly columns: Readonly<Record<string, number | null>>;
    readonly fixedChannelId: string | null;
    readonly fixedSource: string | null;
  },
): ImportField[] {
  const isOpen = (field: string, { required }: ImportField) => {
    if ((mapping.columns[field] ?? null) !== null) return false;
    if (field === 'channel') return mapping.fixedChannelId === null;
    return field === 'source' ? mapping.fixedSource === null : required;
  };
  return Object.entries(fieldsOf(kind)).flatMap(([field, info]) => (isOpen(field, info) ? [info] : []));
}
