import { randomUUID } from 'node:crypto';
import { exportSPKI, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';

// The server reads its environment when it is first imported: the key must be there before.
const issuer = 'https://clerk.test.example';
const party = 'https://plan.test.example';
const [own, foreign] = await Promise.all([generateKeyPair('RS256'), generateKeyPair('RS256')]);
process.env.CLERK_JWT_KEY = (await exportSPKI(own.publicKey)).replaceAll('\n', '\\n');
process.env.CLERK_ISSUER = issuer;
process.env.CLERK_AUTHORIZED_PARTIES = `${party}, https://other.test.example`;

const { buildHttpServer } = await import('../../../server/http.ts');
const { closeDatabase, database } = await import('../../../server/db.ts');
const { createUser } = await import('../../../../scripts/testing/purchasing-workspace.ts');

const subject = `user_${randomUUID()}`;
let server: Awaited<ReturnType<typeof buildHttpServer>>;
let userId: string;

beforeAll(async () => {
  server = await buildHttpServer();
  const organisation = await database.organisation.create({ data: { name: 'Clerk' } });
  const user = await createUser(organisation.id, 'Clerk user', 'MANAGER');
  userId = user.id;
  await database.user.update({ where: { id: userId }, data: { clerkUserId: subject } });
});

afterAll(async () => {
  await server.close();
  await closeDatabase();
});

interface TokenChanges {
  readonly key?: CryptoKey;
  readonly claims?: Record<string, unknown>;
  readonly subject?: string;
  readonly issuer?: string;
  readonly issuedAgoSeconds?: number;
  readonly lifeSeconds?: number;
}

function sign({ key = own.privateKey, claims = { azp: party }, ...changes }: TokenChanges = {}): Promise<string> {
  const issuedAt = Math.floor(Date.now() / 1_000) - (changes.issuedAgoSeconds ?? 5);
  return new SignJWT({ sid: `sess_${randomUUID()}`, ...claims })
    .setProtectedHeader({ alg: 'RS256', kid: 'test', typ: 'JWT' })
    .setSubject(changes.subject ?? subject)
    .setIssuer(changes.issuer ?? issuer)
    .setIssuedAt(issuedAt)
    .setNotBefore(issuedAt)
    .setExpirationTime(issuedAt + (changes.lifeSeconds ?? 60))
    .sign(key);
}

/** Through HTTP, as a browser or a program sends it. */
async function ask(procedure: string, headers: Record<string, string>) {
  const response = await server.inject({ method: 'GET', url: `/api/trpc/${procedure}`, headers });
  return { status: response.statusCode, body: response.json() };
}

const session = async (token: string) => {
  const { body } = await ask('users.session', { authorization: `Bearer ${token}` });
  return body.result.data as { user: { id: string; role: string } } | null;
};

test('a token of the own key, issuer and party signs its user in, as header and as cookie', async () => {
  const token = await sign();
  expect((await session(token))?.user).toMatchObject({ id: userId, role: 'MANAGER' });
  const { body } = await ask('users.session', { cookie: `__session=${token}` });
  expect(body.result.data.user.id).toBe(userId);
  expect((await ask('system.now', { authorization: `Bearer ${token}` })).status).toBe(200);
});

test.each([
  ['another key', () => sign({ key: foreign.privateKey })],
  ['another issuer', () => sign({ issuer: 'https://clerk.elsewhere.example' })],
  ['another party', () => sign({ claims: { azp: 'https://attacker.example' } })],
  ['no party at all', () => sign({ claims: {} })],
  ['an end that lies in the past', () => sign({ issuedAgoSeconds: 600, lifeSeconds: 60 })],
  ['a beginning that lies ahead', () => sign({ issuedAgoSeconds: -600 })],
  ['a user whom this product does not know', () => sign({ subject: 'user_unknown' })],
])('refuses a token with %s', async (_what, makeToken) => {
  const token = await makeToken();
  expect(await session(token)).toBeNull();
  const refused = await ask('system.now', { authorization: `Bearer ${token}` });
  expect(refused).toMatchObject({ status: 401, body: { error: { data: { appCode: 'auth.signed-out' } } } });
});

test('refuses tokens that were tampered with, unsigned, or no tokens', async () => {
  const [header, payload, signature] = (await sign()).split('.') as [string, string, string];
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
  const raised = Buffer.from(JSON.stringify({ ...claims, exp: claims.exp + 9_999 })).toString('base64url');
  const unsigned = Buffer.from(JSON.stringify({ alg: 'none', typ: 'JWT' })).toString('base64url');
  for (const token of [`${header}.${raised}.${signature}`, `${unsigned}.${payload}.`, 'nonsense', '']) {
    expect(await session(token)).toBeNull();
  }
});

test('a deactivated user is out at once, a downgraded one acts with the new role', async () => {
  const token = await sign();
  await database.user.update({ where: { id: userId }, data: { role: 'VIEWER' } });
  expect((await session(token))?.user.role).toBe('VIEWER');
  await database.user.update({ where: { id: userId }, data: { active: false } });
  expect(await session(token)).toBeNull();
});
