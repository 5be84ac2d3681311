/** What an approval is given to: everything about an order that a person decides on. Decimals are strings of fixed scale. */
export interface OrderContent {
  readonly organisationId: string;
  readonly orderId: string;
  readonly number: string;
  /** Counts the submissions, so that no two have the same content. */
  readonly round: number;
  readonly supplierId: string;
  readonly requestedById: string;
  readonly currency: string;
  readonly expectedOn: string | null;
  readonly lines: readonly OrderContentLine[];
  readonly total: string;
  readonly gbpPerUnit: string;
  readonly gbpRateDay: string;
  readonly totalGbp: string;
}

export interface OrderContentLine {
  readonly lineId: string;
  readonly skuId: string;
  readonly warehouseId: string;
  readonly quantity: string;
  readonly unitCost: string;
  readonly lineTotal: string;
}

/**
 * The one text of a content, whatever order its keys and lines come in: what the hash is taken of.
 * A database that stores JSON may reorder keys; this does not depend on it.
 */
export function canonicalText(content: OrderContent): string {
  const lines = content.lines
    .toSorted((a, b) => (a.lineId < b.lineId ? -1 : 1))
    .map(line => [line.lineId, line.skuId, line.warehouseId, line.quantity, line.unitCost, line.lineTotal]);
  return JSON.stringify([
    'purchase-order/1',
    content.organisationId,
    content.orderId,
    content.number,
    content.round,
    content.supplierId,
    content.requestedById,
    content.currency,
    content.expectedOn,
    lines,
    content.total,
    content.gbpPerUnit,
    content.gbpRateDay,
    content.totalGbp,
  ]);
}

export interface LineChange {
  readonly skuId: string;
  readonly warehouseId: string;
  /** Null where the line was not there. */
  readonly before: { readonly quantity: string; readonly unitCost: string; readonly lineTotal: string } | null;
  readonly after: { readonly quantity: string; readonly unitCost: string; readonly lineTotal: string } | null;
}

/** Lines that differ between two states of one order, in the order of the newer one, removed lines last. */
export function changedLines(
  before: readonly OrderContentLine[],
  after: readonly OrderContentLine[],
): readonly LineChange[] {
  const earlier = new Map(before.map(line => [line.lineId, line]));
  const present = new Set(after.map(line => line.lineId));
  const figures = ({ quantity, unitCost, lineTotal }: OrderContentLine) => ({ quantity, unitCost, lineTotal });
  const place = ({ skuId, warehouseId }: OrderContentLine) => ({ skuId, warehouseId });
  return [
    ...after.flatMap(line => {
      const old = earlier.get(line.lineId);
      if (old && old.quantity === line.quantity && old.unitCost === line.unitCost) return [];
      return [{ ...place(line), before: old ? figures(old) : null, after: figures(line) }];
    }),
    ...before
      .filter(line => !present.has(line.lineId))
      .map(line => ({ ...place(line), before: figures(line), after: null })),
  ];
}
