import { sumQuantities, toThousandth } from '../../../../../shared/numerics/exact-quantities.ts';

/** What a planner typed for a week and has not saved. */
export interface Edit {
  /** Units; null takes the override back. */
  readonly quantity: number | null;
  /** Of the row when it was edited: tells whether someone changed it meanwhile. */
  readonly revision: string;
}

export type Edits = ReadonlyMap<string, Edit>;

interface History {
  readonly past: readonly Edits[];
  readonly now: Edits;
  readonly undone: readonly Edits[];
}

type EditAction =
  | { readonly kind: 'set'; readonly edits: Edits }
  | { readonly kind: 'drop'; readonly weeks: readonly string[] }
  | { readonly kind: 'undo' | 'redo' | 'clear' };

export const noEdits: History = { past: [], now: new Map(), undone: [] };

/** Edits with undo and redo: a paste is one step. */
export function editHistory(history: History, action: EditAction): History {
  const { past, now, undone } = history;
  const step = (next: Edits): History => ({ past: [...past, now], now: next, undone: [] });
  switch (action.kind) {
    case 'set':
      return step(new Map([...now, ...action.edits]));
    case 'drop':
      return step(new Map([...now].filter(([week]) => !action.weeks.includes(week))));
    case 'undo':
      return past.length > 0 ? { past: past.slice(0, -1), now: past.at(-1)!, undone: [now, ...undone] } : history;
    case 'redo':
      return undone.length > 0 ? { past: [...past, now], now: undone[0]!, undone: undone.slice(1) } : history;
    case 'clear':
      return noEdits;
  }
}

interface ShownRow {
  readonly baseline: number | null;
  readonly override: number | null;
  readonly final: number | null;
}

/** The row as it would be saved: an edit replaces the override; without one the published forecast counts. */
export function edited<Row extends ShownRow>(row: Row, edit: Edit | undefined): Row {
  if (!edit) return row;
  return { ...row, override: edit.quantity, final: edit.quantity ?? row.baseline };
}

/** Sum of a column, exact; null when nothing is known of it. */
export function columnSum(values: readonly (number | null)[]): number | null {
  const known = values.filter(value => value !== null);
  return known.length > 0 ? sumQuantities(known) : null;
}

/** Decimals that the figures of a column need, at most three. */
export function decimalsOf(values: readonly (number | null)[]): number {
  let decimals = 0;
  for (const value of values) {
    while (decimals < 3 && value !== null && toThousandth(value * 10 ** decimals) % 1 !== 0) decimals++;
  }
  return decimals;
}

/**
 * A figure as people type and spreadsheets copy it: `1,234.5`, `1 234.5`. Empty is null.
 * @returns undefined when it is no quantity, or a negative one
 */
export function parseFigure(text: string): number | null | undefined {
  const plain = text.trim().replace(/[\s\u00a0\u202f,']/g, '');
  if (plain === '') return null;
  if (!/^\d{1,10}(\.\d+)?$/.test(plain)) return undefined;
  const quantity = toThousandth(Number(plain));
  return quantity <= 1e9 ? quantity : undefined;
}

/** The first column of what was copied from a spreadsheet, one figure a line. */
export function parseColumn(text: string): (number | null | undefined)[] {
  const lines = text.replace(/\r\n?/g, '\n').replace(/\n$/, '').split('\n');
  return lines.map(line => parseFigure(line.split('\t')[0]!));
}
