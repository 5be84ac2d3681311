import type { CheckedRow, ImportMapping, RowProblem } from '../../../shared/contracts/import-file.ts';
import { namedLines } from '../named-lines.ts';

/**
 * Problems of rows that share SKU, channel and period with others.
 * @returns by row number; empty where repeated rows are to be added together and agree on the currency
 */
export function findRepeatedKeys(
  rows: readonly CheckedRow[],
  repeatedKeys: ImportMapping['repeatedKeys'],
): Map<number, RowProblem> {
  const byKey = new Map<string, CheckedRow[]>();
  for (const row of rows) {
    if (row.problems.length > 0) continue;
    const key = `${row.skuId} ${row.channelId} ${row.periodStart}`;
    const same = byKey.get(key);
    if (same) same.push(row);
    else byKey.set(key, [row]);
  }
  const problems = new Map<number, RowProblem>();
  for (const same of byKey.values()) {
    if (same.length < 2) continue;
    const reason = reasonAgainst(same, repeatedKeys);
    if (reason === null) continue;
    for (const row of same) {
      problems.set(row.rowNumber, {
        column: null,
        columnIndex: null,
        value: '',
        reason,
        suggestion: null,
        unknown: null,
      });
    }
  }
  return problems;
}

function reasonAgainst(same: readonly CheckedRow[], repeatedKeys: ImportMapping['repeatedKeys']): string | null {
  const lines = namedLines(same);
  if (repeatedKeys === 'refuse') {
    return `${lines} have the same SKU, channel and period: remove all but one, or add repeated rows together`;
  }
  const currencies = new Set(same.map(row => row.currency).filter(currency => currency !== null));
  if (currencies.size < 2) return null;
  return `${lines} have the same SKU, channel and period in ${[...currencies].join(' and ')}, which cannot be added`;
}
