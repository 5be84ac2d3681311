import { setImmediate as nextTurn } from 'node:timers/promises';

/** Longer than a database answers, shorter than anyone notices. */
const turnMilliseconds = 8;

/**
 * Maps many items on the thread that answers requests, and lets other requests in between: for work too light to be
 * sent to a worker thread, and too much of it to be done in one go.
 *
 * @returns in the order of `items`
 */
export async function mapBriefly<Item, Value>(items: readonly Item[], map: (item: Item) => Value): Promise<Value[]> {
  const values: Value[] = [];
  let begun = performance.now();
  for (const item of items) {
    values.push(map(item));
    if (performance.now() - begun < turnMilliseconds) continue;
    await nextTurn();
    begun = performance.now();
  }
  return values;
}
