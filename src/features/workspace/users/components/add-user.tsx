import { TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { AddDialog } from '../../../../client/components/add-dialog.tsx';
import { queryClient, trpc } from '../../../../client/trpc.ts';
import type { AddUserInput } from '../schema.ts';
import { RoleSelect } from './role-select.tsx';

/** Someone who may sign in from now on. An approval authority is given afterwards, with a reason. */
export function AddUser() {
  const add = useMutation(trpc.users.add.mutationOptions());
  const form = useForm({
    initialValues: { name: '', email: '', clerkUserId: '', role: 'VIEWER' as AddUserInput['role'] },
    validate: {
      name: value => (value.trim() ? null : 'Give the name.'),
      email: value => (/^\S+@\S+\.\S+$/.test(value.trim()) ? null : 'An address such as name@company.example.'),
    },
  });
  return (
    <AddDialog
      label="Add user"
      form={form}
      onAdd={async ({ clerkUserId, email, ...person }, userId) => {
        await add.mutateAsync({ userId, ...person, email: email.trim(), clerkUserId: clerkUserId.trim() || null });
        await queryClient.invalidateQueries(trpc.users.pathFilter());
      }}
      done={({ name }) => `${name} added`}
    >
      <TextInput data-autofocus label="Name" required {...form.getInputProps('name')} />
      <TextInput label="E-mail address" type="email" required {...form.getInputProps('email')} />
      <RoleSelect value={form.values.role} onChange={role => form.setFieldValue('role', role)} />
      <TextInput
        label="Clerk user"
        description="user_… from Clerk’s list of users. Without it, they sign in only where local sign-in is on."
        {...form.getInputProps('clerkUserId')}
      />
    </AddDialog>
  );
}
