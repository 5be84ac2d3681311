import { Alert, List } from '@mantine/core';
import type { PlanBreach } from '../../../../shared/planning/plan-breaches.ts';
import { useFormat } from '../../../client/session.ts';
import { breachWords } from './breach-words.ts';

interface BreachListProps {
  readonly breaches: readonly PlanBreach[];
  readonly lines: Parameters<typeof breachWords>[1];
}

const most = 12;

/** The limits that quantities break, in words; nothing where they keep all. */
export function BreachList({ breaches, lines }: BreachListProps) {
  const format = useFormat();
  if (breaches.length === 0) return null;
  return (
    <Alert
      color="red"
      role="status"
      title={breaches.length === 1 ? 'One limit is broken' : `${format.quantity(breaches.length)} limits are broken`}
    >
      <List size="sm" spacing={4}>
        {breaches.slice(0, most).map(breach => {
          const words = breachWords(breach, lines, format);
          return <List.Item key={words}>{words}</List.Item>;
        })}
        {breaches.length > most && <List.Item>and {format.quantity(breaches.length - most)} more.</List.Item>}
      </List>
    </Alert>
  );
}
