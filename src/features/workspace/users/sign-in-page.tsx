import { Badge, Center, Paper, Skeleton, Stack, Text, Title, UnstyledButton } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect } from 'react';
import { QueryBoundary } from '../../../client/components/query-boundary.tsx';
import { notifyFailed } from '../../../client/notify.ts';
import { queryClient, trpc } from '../../../client/trpc.ts';
import classes from './components/sign-in.module.css';

const clerkKey = import.meta.env.VITE_CLERK_PUBLISHABLE_KEY as string | undefined;
const ClerkSignIn = lazy(async () => ({ default: (await import('./components/clerk-sign-in.tsx')).ClerkSignIn }));

const roles = { ADMIN: 'Administrator', MANAGER: 'Manager', OPERATOR: 'Operator', VIEWER: 'Viewer' };
const mayDo = {
  ADMIN: 'Users, limits, system and all that managers do',
  MANAGER: 'Forecasts, plans, orders',
  OPERATOR: 'Imports, stock counts, receipts',
  VIEWER: 'Looks at everything, changes nothing',
};

/** One click for each local user where local sign-in is on; otherwise the company account. */
export function SignInPage() {
  const choices = useQuery(trpc.users.localSignInChoices.queryOptions());
  const signIn = useMutation(
    trpc.users.signInLocally.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries({ queryKey: trpc.users.session.queryKey() }),
      onError: error => notifyFailed('You are not signed in', error),
    }),
  );
  useEffect(() => {
    document.title = 'Sign in · Sentia';
  }, []);
  return (
    <Center component="main" mih="100vh" p="md">
      <Stack w={440} maw="100%" gap="lg">
        <Stack gap={6}>
          <img src="/mark.svg" alt="" width={36} height={36} />
          <Title order={1}>Sign in to Sentia</Title>
        </Stack>
        <QueryBoundary query={choices} what="the ways to sign in" loading={<Skeleton height={290} radius="lg" />}>
          {users =>
            users.length > 0 ? (
              <>
                <Text c="dimmed">
                  Local sign-in is on: no password is asked, and only this machine can reach the server.
                </Text>
                <Paper className={classes.list}>
                  {users.map(user => (
                    <UnstyledButton
                      key={user.id}
                      className={classes.choice}
                      disabled={signIn.isPending}
                      onClick={() => signIn.mutate({ userId: user.id })}
                    >
                      <span>
                        <b>{user.name}</b>
                        <Text size="xs" c="dimmed">
                          {mayDo[user.role]}
                          {user.mayApprove && `; approves orders ${approvalScope(user)}`}
                        </Text>
                      </span>
                      <Badge variant="default" flex="none">
                        {roles[user.role]}
                      </Badge>
                    </UnstyledButton>
                  ))}
                </Paper>
              </>
            ) : clerkKey ? (
              <Suspense fallback={<Skeleton height={290} radius="lg" />}>
                <ClerkSignIn publishableKey={clerkKey} />
              </Suspense>
            ) : (
              <Text c="dimmed">
                No way to sign in is set up. Set VITE_CLERK_PUBLISHABLE_KEY for company accounts, or
                VITE_FORCE_MOCK_AUTH=true for local work, and start again.
              </Text>
            )
          }
        </QueryBoundary>
      </Stack>
    </Center>
  );
}

/** "up to £50,000" or "of any amount". */
function approvalScope({ approvalLimitGbp }: { readonly approvalLimitGbp: string | null }): string {
  if (approvalLimitGbp === null) return 'of any amount';
  const pounds = new Intl.NumberFormat('en-GB', {
    style: 'currency',
    currency: 'GBP',
    trailingZeroDisplay: 'stripIfInteger',
  });
  return `up to ${pounds.format(approvalLimitGbp as Intl.StringNumericLiteral)}`;
}
