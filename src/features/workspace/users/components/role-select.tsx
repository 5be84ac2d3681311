import { Select } from '@mantine/core';
import type { AddUserInput } from '../schema.ts';

type Role = AddUserInput['role'];

export const roleNames: Readonly<Record<Role, string>> = {
  ADMIN: 'Administrator',
  MANAGER: 'Manager',
  OPERATOR: 'Operator',
  VIEWER: 'Viewer',
};

const roleMeanings: Readonly<Record<Role, string>> = {
  ADMIN: 'Everything a manager may, and users, limits and the system.',
  MANAGER: 'Forecasts, plans and orders; approves with an authority.',
  OPERATOR: 'Imports, stock counts and receipts.',
  VIEWER: 'Looks at everything, changes nothing.',
};

interface RoleSelectProps {
  readonly value: Role;
  readonly onChange: (role: Role) => void;
}

/** What someone may do, with what each role means. */
export function RoleSelect({ value, onChange }: RoleSelectProps) {
  return (
    <Select
      label="Role"
      description={roleMeanings[value]}
      allowDeselect={false}
      data={Object.entries(roleNames).map(([role, label]) => ({ value: role, label }))}
      value={value}
      onChange={role => role && onChange(role as Role)}
    />
  );
}
