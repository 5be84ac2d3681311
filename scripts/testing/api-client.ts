import { createTRPCClient, httpLink, type TRPCClient } from '@trpc/client';
import type { AppRouter } from '../../src/server/app-router.ts';

export type ApiClient = TRPCClient<AppRouter>;

/**
 * Signs a person in over HTTP, as the sign-in page does, and calls procedures with their session.
 * @param address e.g. `http://127.0.0.1:3000`
 */
export async function signIn(address: string, userId: string): Promise<ApiClient> {
  return apiClient(address, await sessionCookie(address, userId));
}

/** @returns the value for a `cookie` header */
export async function sessionCookie(address: string, userId: string): Promise<string> {
  const response = await fetch(`${address}/api/trpc/users.signInLocally`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ userId }),
  });
  const [cookie] = response.headers.getSetCookie();
  if (!response.ok || !cookie) throw new Error(`Sign-in answered ${response.status}: ${await response.text()}`);
  return cookie.split(';')[0] as string;
}

function apiClient(address: string, cookie: string): ApiClient {
  return createTRPCClient<AppRouter>({ links: [httpLink({ url: `${address}/api/trpc`, headers: { cookie } })] });
}
