import { Anchor, Group } from '@mantine/core';
import { Link } from 'react-router';
import { useHasRole } from '../session.ts';

interface DocumentLinksProps {
  readonly id: string;
  /** The order plan that it was drafted from, if any. */
  readonly planId: string | null;
}

/** Where a document comes from, and what was done to it. */
export function DocumentLinks({ id, planId }: DocumentLinksProps) {
  const mayAudit = useHasRole('MANAGER');
  return (
    <Group gap="lg">
      {planId && (
        <Anchor component={Link} to={`/inventory?tab=plan&plan=${planId}`}>
          The plan behind it
        </Anchor>
      )}
      {mayAudit && (
        <Anchor component={Link} to={`/admin?tab=audit&entity=${id}`}>
          Its audit trail
        </Anchor>
      )}
    </Group>
  );
}
