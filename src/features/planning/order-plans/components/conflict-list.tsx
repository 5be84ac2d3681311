import { Alert, List } from '@mantine/core';
import type { ConstraintConflict } from '../../../../../shared/contracts/inventory.ts';

interface ConflictListProps {
  readonly conflicts: readonly ConstraintConflict[];
  /** Why there is no plan where no conflict was proven. */
  readonly warnings: readonly string[];
}

/** The smallest set of constraints that cannot hold together, each with what it alone would have to give. */
export function ConflictList({ conflicts, warnings }: ConflictListProps) {
  const sentences = conflicts.length > 0 ? conflicts.map(conflict => conflict.message) : warnings;
  return (
    <Alert
      color="red"
      title={
        conflicts.length === 0
          ? 'No plan was found'
          : conflicts.length === 1
            ? 'This constraint leaves no plan'
            : `These ${conflicts.length} constraints cannot hold together; without any one of them the others could`
      }
    >
      <List size="sm" spacing={6}>
        {sentences.map(sentence => (
          <List.Item key={sentence}>{sentence}</List.Item>
        ))}
      </List>
    </Alert>
  );
}
