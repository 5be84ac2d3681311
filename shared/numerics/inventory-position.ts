/**
 * What replenishment looks at: on hand + on order − back-orders, so that what is on its way is not ordered twice.
 *
 * @returns units; negative when more is owed than is there and coming
 */
export function inventoryPosition(onHand: number, onOrder: number, backOrdered: number): number {
  return onHand + onOrder - backOrdered;
}
