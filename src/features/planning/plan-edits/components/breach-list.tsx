import { Alert, List } from '@mantine/core';
import { useFormat } from '../../../../client/session.ts';
import type { NamedBreach } from '../../order-plans/schema.ts';
import { breachWords } from './breach-words.ts';

interface BreachListProps {
  /** The first of them. */
  readonly breaches: readonly NamedBreach[];
  readonly count: number;
}

const most = 12;

/** The limits that quantities break, in words; nothing where they keep all. */
export function BreachList({ breaches, count }: BreachListProps) {
  const format = useFormat();
  if (count === 0) return null;
  const shown = breaches.slice(0, most).map(breach => breachWords(breach, format));
  return (
    <Alert
      color="red"
      role="status"
      title={count === 1 ? 'One limit is broken' : `${format.quantity(count)} limits are broken`}
    >
      <List size="sm" spacing={4}>
        {shown.map(words => (
          <List.Item key={words}>{words}</List.Item>
        ))}
        {count > shown.length && <List.Item>and {format.quantity(count - shown.length)} more.</List.Item>}
      </List>
    </Alert>
  );
}
