import { Alert, Button, Group, Modal, Select, Stack, Switch, Text, Textarea } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import { useState } from 'react';
import { authorityName } from '../../../../../shared/purchasing/approval-rule.ts';
import { type Column, DataTable } from '../../../../client/components/data-table.tsx';
import { TableSkeleton } from '../../../../client/components/loading.tsx';
import { QueryBoundary } from '../../../../client/components/query-boundary.tsx';
import { SectionCard } from '../../../../client/components/section-card.tsx';
import { StatusBadge } from '../../../../client/components/status-badge.tsx';
import { errorMessageOf } from '../../../../client/error-message.ts';
import { useLiveEvents } from '../../../../client/live-events.ts';
import { notifyDone } from '../../../../client/notify.ts';
import { useSession } from '../../../../client/session.ts';
import { queryClient, trpc } from '../../../../client/trpc.ts';
import type { AppRouter } from '../../../../server/app-router.ts';
import { AddUser } from './add-user.tsx';
import { RoleSelect, roleNames } from './role-select.tsx';

type User = inferRouterOutputs<AppRouter>['users']['list'][number];

/** Everyone who may sign in; an administrator changes the others. */
export function People() {
  const users = useQuery(trpc.users.list.queryOptions({}));
  const me = useSession().user.id;
  const [editing, setEditing] = useState<User | null>(null);
  useLiveEvents(['user'], () => void queryClient.invalidateQueries(trpc.users.list.pathFilter()));
  const columns: Column<User>[] = [
    { id: 'name', header: 'Name', value: row => row.name, cell: row => <b>{row.name}</b> },
    { id: 'email', header: 'Address', value: row => row.email, width: 240 },
    { id: 'role', header: 'Role', value: row => roleNames[row.role], width: 130 },
    {
      id: 'authority',
      header: 'Approval authority',
      value: row => (row.approvalAuthority === 'NONE' ? 'None' : authorityName[row.approvalAuthority]),
      width: 160,
    },
    {
      id: 'access',
      header: 'Access',
      value: row => (row.active ? 'Active' : 'No access'),
      cell: row => (
        <StatusBadge tone={row.active ? 'good' : 'neutral'}>{row.active ? 'Active' : 'No access'}</StatusBadge>
      ),
      width: 120,
    },
    {
      id: 'edit',
      header: 'Change',
      value: () => null,
      sortable: false,
      width: 100,
      cell: row =>
        row.id === me ? (
          <Text size="xs" c="dimmed">
            yourself
          </Text>
        ) : (
          <Button variant="default" size="compact-sm" onClick={() => setEditing(row)}>
            Change
          </Button>
        ),
    },
  ];
  return (
    <SectionCard
      title="Users"
      description="The role says what someone may do; the approval authority, apart from it, up to which amount they approve."
      actions={<AddUser />}
      flush
    >
      <QueryBoundary query={users} what="the users" loading={<TableSkeleton rows={6} />}>
        {rows => (
          <DataTable
            name="users"
            label="Users"
            rows={rows}
            rowId={row => row.id}
            columns={columns}
            keys={[
              {
                key: 'e',
                description: 'Change the user',
                run: row => row.id !== me && setEditing(row),
              },
            ]}
          />
        )}
      </QueryBoundary>
      <Modal opened={editing !== null} onClose={() => setEditing(null)} title={`Change ${editing?.name ?? ''}`}>
        {editing && <ChangeForm key={editing.id} user={editing} onDone={() => setEditing(null)} />}
      </Modal>
    </SectionCard>
  );
}

function ChangeForm({ user, onDone }: { readonly user: User; readonly onDone: () => void }) {
  const [role, setRole] = useState(user.role);
  const [approvalAuthority, setAuthority] = useState(user.approvalAuthority);
  const [active, setActive] = useState(user.active);
  const [reason, setReason] = useState('');
  const change = useMutation(
    trpc.users.change.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.users.pathFilter());
        notifyDone(`${user.name} changed`);
        onDone();
      },
    }),
  );
  const same = role === user.role && approvalAuthority === user.approvalAuthority && active === user.active;
  return (
    <form
      onSubmit={event => {
        event.preventDefault();
        change.mutate({ userId: user.id, role, approvalAuthority, active, reason });
      }}
    >
      <Stack gap="sm">
        <RoleSelect value={role} onChange={setRole} />
        <Select
          label="Approval authority"
          description="Counts only with the role of a manager or administrator."
          allowDeselect={false}
          data={Object.entries(authorityName).map(([value, label]) => ({
            value,
            label: value === 'NONE' ? 'None' : label,
          }))}
          value={approvalAuthority}
          onChange={value => value && setAuthority(value as User['approvalAuthority'])}
        />
        <Switch
          label="May sign in"
          description="Switched off, open sessions end with their next request."
          checked={active}
          onChange={event => setActive(event.currentTarget.checked)}
        />
        <Textarea
          label="Why?"
          description="Kept in the audit trail."
          required
          minLength={3}
          value={reason}
          onChange={event => setReason(event.currentTarget.value)}
        />
        {change.error && (
          <Alert color="red" role="alert" title="Nothing was changed">
            {errorMessageOf(change.error).text}
          </Alert>
        )}
        <Group justify="flex-end">
          <Button type="submit" loading={change.isPending} disabled={same || reason.trim().length < 3}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
