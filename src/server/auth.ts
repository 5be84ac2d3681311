import { verifyToken } from '@clerk/backend';
import { environment } from './env.ts';

export const localSessionCookie = 'sentia_session';
const clerkSessionCookie = '__session';

/** What a request brings to prove who sends it. */
export interface Credentials {
  readonly localSessionToken: string | undefined;
  readonly clerkToken: string | undefined;
}

export function credentialsOf(request: {
  headers: { authorization?: string | undefined };
  cookies: Record<string, string | undefined>;
}): Credentials {
  const bearer = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  return {
    localSessionToken: request.cookies[localSessionCookie],
    clerkToken: bearer ?? request.cookies[clerkSessionCookie],
  };
}

/**
 * Checks a Clerk session token without network: signature, expiry, authorised party and issuer
 * (`verifyToken` alone does not check the issuer).
 * @returns the token's subject, or undefined when Clerk is not configured or the token does not hold
 */
export async function clerkSubjectOf(token: string): Promise<string | undefined> {
  const { CLERK_JWT_KEY: jwtKey, CLERK_ISSUER: issuer, CLERK_AUTHORIZED_PARTIES: authorizedParties } = environment;
  if (!jwtKey || !issuer || !authorizedParties) return undefined;
  try {
    const claims = await verifyToken(token, { jwtKey, authorizedParties });
    // A token without `azp` passes Clerk's party check; here it does not.
    return claims.iss === issuer && claims.azp !== undefined ? claims.sub : undefined;
  } catch {
    return undefined;
  }
}
