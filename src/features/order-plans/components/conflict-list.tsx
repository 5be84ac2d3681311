import { Alert, List, Text } from '@mantine/core';
import type { ConstraintConflict } from '../../../../shared/contracts/inventory.ts';
import { useFormat } from '../../../client/session.ts';
import { relaxationWords } from './conflict-words.ts';

/** The smallest set of constraints that cannot hold together, and what relaxing each alone would take. */
export function ConflictList({ conflicts }: { readonly conflicts: readonly ConstraintConflict[] }) {
  const format = useFormat();
  if (conflicts.length === 0) return null;
  return (
    <Alert
      color="red"
      title={
        conflicts.length === 1
          ? 'This limit leaves no plan'
          : `These ${conflicts.length} cannot hold together; without any one of them a plan may exist`
      }
    >
      <List size="sm" spacing={6}>
        {conflicts.map(conflict => (
          <List.Item key={`${conflict.constraint} ${conflict.scope} ${conflict.week} ${conflict.message}`}>
            {conflict.message}
            <Text size="xs" c="dimmed">
              {relaxationWords(conflict, format)}
            </Text>
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}
