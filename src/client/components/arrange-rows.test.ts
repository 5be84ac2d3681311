import { describe, expect, it } from 'vitest';
import { arrangeRows, readSort, writeSort } from './arrange-rows.ts';

interface Row {
  readonly name: string;
  readonly value: string | null;
}
const rows: readonly Row[] = [
  { name: 'SKU-10', value: '9.50' },
  { name: 'SKU-9', value: '100.00' },
  { name: 'sku-2', value: null },
];
const columns = [
  { id: 'name', value: (row: Row) => row.name },
  { id: 'value', numeric: true, value: (row: Row) => row.value },
];
const names = (sort: string, filter = '') => arrangeRows(rows, columns, filter, readSort(sort)).map(row => row.name);

describe('sort', () => {
  it('orders decimal strings by size', () => expect(names('value')).toEqual(['SKU-10', 'SKU-9', 'sku-2']));
  it('keeps unknown values last in both directions', () =>
    expect(names('-value')).toEqual(['SKU-9', 'SKU-10', 'sku-2']));
  it('orders names as a person would', () => expect(names('name')).toEqual(['sku-2', 'SKU-9', 'SKU-10']));
  it('leaves the order alone for an unknown column', () =>
    expect(names('nothing')).toEqual(['SKU-10', 'SKU-9', 'sku-2']));
  it('comes back from the address', () => {
    expect(readSort(writeSort({ columnId: 'value', descending: true }))).toEqual({
      columnId: 'value',
      descending: true,
    });
    expect(readSort('')).toBeUndefined();
  });
});

describe('filter', () => {
  it('asks for every word, in any column and case', () => {
    expect(names('', 'sku 100')).toEqual(['SKU-9']);
    expect(names('', 'SKU missing')).toEqual([]);
  });
  it('reads the words that are shown where a column gives them', () => {
    const shown = [
      { id: 'name', value: (row: Row) => row.name, text: (row: Row) => (row.value ? 'costed' : 'no cost') },
    ];
    expect(arrangeRows(rows, shown, 'no cost', undefined).map(row => row.name)).toEqual(['sku-2']);
  });
});
