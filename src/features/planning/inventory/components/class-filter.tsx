import { MultiSelect } from '@mantine/core';
import { useUrlState } from '../../../../client/use-url-filters.ts';
import type { StockRow } from '../use-stock.ts';

const letters = [
  { group: 'Value', items: ['A', 'B', 'C'].map(value => ({ value, label: value })) },
  { group: 'Forecast error', items: ['X', 'Y', 'Z'].map(value => ({ value, label: value })) },
];

/** Rows of the classes that the address chooses; none chosen means all. */
export function useClassFilter() {
  const [text, setText] = useUrlState('class', '');
  const chosen = text.split('').filter(letter => 'ABCXYZ'.includes(letter));
  const allows = ({ className }: Pick<StockRow, 'className'>) => {
    const values = chosen.filter(letter => 'ABC'.includes(letter));
    const errors = chosen.filter(letter => 'XYZ'.includes(letter));
    if (className === null) return chosen.length === 0;
    return (
      (values.length === 0 || values.includes(className[0]!)) && (errors.length === 0 || errors.includes(className[1]!))
    );
  };
  return { chosen, choose: (next: readonly string[]) => setText(next.join('')), allows };
}

interface ClassFilterProps {
  readonly chosen: string[];
  readonly onChoose: (letters: string[]) => void;
}

export function ClassFilter({ chosen, onChoose }: ClassFilterProps) {
  return (
    <MultiSelect
      aria-label="Class"
      placeholder={chosen.length === 0 ? 'All classes' : ''}
      data={letters}
      value={chosen}
      onChange={onChoose}
      clearable
      w={{ base: '100%', xs: 220 }}
    />
  );
}
