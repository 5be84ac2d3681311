import { Anchor, Drawer, Stack, Table, Text, Title } from '@mantine/core';
import { Link } from 'react-router';
import { useFormat } from '../../../../client/session.ts';
import type { AuditRow } from '../use-audit.ts';
import classes from './audit-trail.module.css';
import { words } from './words.ts';

/** One event: who, when, why, and each field before and after. */
export function AuditDetail({ row, onClose }: { readonly row: AuditRow | undefined; readonly onClose: () => void }) {
  return (
    <Drawer
      opened={row !== undefined}
      onClose={onClose}
      position="right"
      size="lg"
      title={row ? words(row.action) : ''}
    >
      {row && <Detail row={row} />}
    </Drawer>
  );
}

function Detail({ row }: { readonly row: AuditRow }) {
  const format = useFormat();
  const before = flatten(row.before);
  const after = flatten(row.after);
  const fields = [...new Set([...before.keys(), ...after.keys()])];
  return (
    <Stack gap="md">
      <dl className="fact-list">
        <dt>Outcome</dt>
        <dd>{row.outcome === 'DONE' ? 'Done' : 'Refused'}</dd>
        {row.reason && (
          <>
            <dt>Reason</dt>
            <dd>{row.reason}</dd>
          </>
        )}
        <dt>Who</dt>
        <dd>
          {row.actorName} ({row.actorRole.toLowerCase()})
        </dd>
        <dt>When</dt>
        <dd>
          {format.instant(row.createdAt)}{' '}
          <Text span c="dimmed" size="xs">
            {row.createdAt}
          </Text>
        </dd>
        <dt>About</dt>
        <dd>
          {words(row.entityType)}{' '}
          {row.entityType === 'purchase-order' ? (
            <Anchor component={Link} to={`/purchasing/${row.entityId}`}>
              {row.entityId}
            </Anchor>
          ) : (
            row.entityId
          )}
        </dd>
        <dt>Request</dt>
        <dd>{row.requestId ?? 'none: the system acted by itself'}</dd>
      </dl>
      {fields.length > 0 && (
        <div>
          <Title order={3} mb="xs">
            {before.size > 0 && after.size > 0 ? 'Before and after' : before.size > 0 ? 'Before' : 'What it says'}
          </Title>
          <Table verticalSpacing={6} layout="fixed">
            <Table.Thead>
              <Table.Tr>
                <Table.Th w="30%">Field</Table.Th>
                {before.size > 0 && <Table.Th>Before</Table.Th>}
                {after.size > 0 && <Table.Th>After</Table.Th>}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {fields.map(field => {
                const changed = before.size > 0 && after.size > 0 && before.get(field) !== after.get(field);
                return (
                  <Table.Tr key={field}>
                    <Table.Td className={classes.value}>{field}</Table.Td>
                    {before.size > 0 && <Table.Td className={classes.value}>{before.get(field) ?? '—'}</Table.Td>}
                    {after.size > 0 && (
                      <Table.Td className={changed ? `${classes.value} ${classes.changed}` : classes.value}>
                        {after.get(field) ?? '—'}
                        {changed && <span className="visually-hidden"> (changed)</span>}
                      </Table.Td>
                    )}
                  </Table.Tr>
                );
              })}
            </Table.Tbody>
          </Table>
        </div>
      )}
    </Stack>
  );
}

/** `{ lines: [{ quantity: 5 }] }` → `lines 1 quantity: 5`, so that two states can be laid side by side. */
function flatten(value: unknown, path = ''): Map<string, string> {
  if (typeof value !== 'object' || value === null) {
    return path ? new Map([[path, value === null ? 'none' : String(value)]]) : new Map();
  }
  const entries = Array.isArray(value)
    ? value.map((item, index) => [String(index + 1), item] as const)
    : Object.entries(value);
  return new Map(entries.flatMap(([key, item]) => [...flatten(item, path ? `${path} ${key}` : key)]));
}
