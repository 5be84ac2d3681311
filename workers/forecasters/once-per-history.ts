import type { History } from '../../shared/contracts/series.ts';

/** Derives something from a history once, however many models ask for it: histories are never changed in place. */
export function oncePerHistory<T>(derive: (history: History) => T): (history: History) => T {
  const known = new WeakMap<History, T>();
  return history => {
    let derived = known.get(history);
    if (derived === undefined) {
      derived = derive(history);
      known.set(history, derived);
    }
    return derived;
  };
}
