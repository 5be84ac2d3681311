import type { inferRouterOutputs } from '@trpc/server';
import { createContext, useContext, useMemo } from 'react';
import type { AppRouter } from '../server/app-router.ts';
import { createFormat } from './format.ts';

export type Session = NonNullable<inferRouterOutputs<AppRouter>['users']['session']>;
export type Role = Session['user']['role'];

export const SessionContext = createContext<Session | null>(null);

/** Who is signed in and to which workspace. Every page is below the guard, so that it is never null there. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('useSession is called outside the signed-in part of the client');
  return session;
}

const rank: Record<Role, number> = { VIEWER: 0, OPERATOR: 1, MANAGER: 2, ADMIN: 3 };

/** Whether a role includes another: an administrator may do what a manager may. */
export function includesRole(actual: Role, required: Role): boolean {
  return rank[actual] >= rank[required];
}

/** Whether the signed-in user holds at least this role. The server decides; this only hides what it would refuse. */
export function useHasRole(required: Role): boolean {
  return includesRole(useSession().user.role, required);
}

/** Money, quantities, percentages, days and instants in the workspace's locale and time zone. */
export function useFormat() {
  const { locale, timeZone } = useSession().workspace;
  return useMemo(() => createFormat({ locale, timeZone }), [locale, timeZone]);
}
