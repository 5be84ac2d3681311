import { Button, Center, Text, Title } from '@mantine/core';
import { IconCloudOff, IconLock, IconMapQuestion } from '@tabler/icons-react';
import { Link } from 'react-router';
import { EmptyState } from '../components/empty-state.tsx';
import { errorMessageOf } from '../error-message.ts';
import { type Role, useSession } from '../session.ts';

const roleNames: Record<Role, string> = {
  VIEWER: 'viewer',
  OPERATOR: 'operator',
  MANAGER: 'manager',
  ADMIN: 'administrator',
};

export function NotFound() {
  return (
    <EmptyState
      icon={IconMapQuestion}
      title="There is no such page"
      description="The address may be mistyped, or the page has moved."
    >
      <Button component={Link} to="/" variant="default">
        Go to the start
      </Button>
    </EmptyState>
  );
}

export function NotAllowed({ role }: { readonly role: Role }) {
  const { user } = useSession();
  return (
    <EmptyState
      icon={IconLock}
      title={`This page needs the role ${roleNames[role]}`}
      description={`You are signed in as ${roleNames[user.role]}. An administrator can change that.`}
    />
  );
}

/** Before anything is known, not even who is signed in. */
export function ServerUnreachable({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) {
  const { text, referenceId } = errorMessageOf(error);
  return (
    <Center mih="100vh" p="md">
      <div role="alert" style={{ textAlign: 'center' }}>
        <IconCloudOff size={28} stroke={1.5} aria-hidden />
        <Title order={1} mt={8}>
          Sentia is not reachable
        </Title>
        <Text c="dimmed" maw="44ch" my={8}>
          {text}
          {referenceId && ` Reference ${referenceId}.`}
        </Text>
        <Button onClick={onRetry}>Try again</Button>
      </div>
    </Center>
  );
}
