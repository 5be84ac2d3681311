import { Button, Select, Switch, Text, Textarea } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import { useState } from 'react';
import { authorityName } from '../../../../../shared/purchasing/approval-rule.ts';
import { type Column, DataTable } from '../../../../client/components/data-table.tsx';
import { FormDialog } from '../../../../client/components/form-dialog.tsx';
import { TableSkeleton } from '../../../../client/components/loading.tsx';
import { QueryBoundary } from '../../../../client/components/query-boundary.tsx';
import { SectionCard } from '../../../../client/components/section-card.tsx';
import { StatusBadge } from '../../../../client/components/status-badge.tsx';
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
      {editing && <ChangeDialog key={editing.id} user={editing} onClose={() => setEditing(null)} />}
    </SectionCard>
  );
}

function ChangeDialog({ user, onClose }: { readonly user: User; readonly onClose: () => void }) {
  const [role, setRole] = useState(user.role);
  const [approvalAuthority, setAuthority] = useState(user.approvalAuthority);
  const [active, setActive] = useState(user.active);
  const [reason, setReason] = useState('');
  const change = useMutation(trpc.users.change.mutationOptions());
  const same = role === user.role && approvalAuthority === user.approvalAuthority && active === user.active;
  return (
    <FormDialog
      onClose={onClose}
      title={`Change ${user.name}`}
      confirmLabel="Save"
      failedTitle="Nothing was changed"
      ready={!same && reason.trim().length >= 3}
      onConfirm={async () => {
        await change.mutateAsync({ userId: user.id, role, approvalAuthority, active, reason });
        await queryClient.invalidateQueries(trpc.users.pathFilter());
        notifyDone(`${user.name} changed`);
      }}
    >
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
    </FormDialog>
  );
}
