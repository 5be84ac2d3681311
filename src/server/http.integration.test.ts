import { brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeDatabase } from './db.ts';
import { buildHttpServer } from './http.ts';
import { closePool } from './pool.ts';
import { closeQueue, prepareQueue } from './queue.ts';

let server: Awaited<ReturnType<typeof buildHttpServer>>;

beforeAll(async () => {
  await prepareQueue();
  server = await buildHttpServer();
});

afterAll(async () => {
  await server.close();
  await closePool();
  await closeQueue();
  await closeDatabase();
});

describe('health', () => {
  test('/healthz answers without asking anyone', async () => {
    expect((await server.inject('/healthz')).json()).toEqual({ status: 'alive' });
  });

  test('/readyz names database, queue and pool', async () => {
    const response = await server.inject('/readyz');
    expect(response.statusCode).toBe(200);
    expect(response.json().checks).toMatchObject({ database: { ok: true }, queue: { ok: true }, pool: { ok: true } });
  });
});

describe('protection', () => {
  test('a strict policy, no framing, a request id', async () => {
    const { headers } = await server.inject('/healthz');
    expect(headers['content-security-policy']).toContain("default-src 'self'");
    expect(headers['content-security-policy']).toContain("script-src 'self';");
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('a procedure without a session is refused in words, with a reference', async () => {
    const response = await server.inject('/api/trpc/system.now');
    expect(response.statusCode).toBe(401);
    expect(response.json().error.data).toMatchObject({
      appCode: 'auth.signed-out',
      userMessage: 'Your session has ended. Sign in again.',
      referenceId: response.headers['x-request-id'],
    });
  });

  test('a page of another origin cannot act with this browser’s cookie', async () => {
    const response = await server.inject({
      method: 'POST',
      url: '/api/trpc/users.signOut',
      headers: { origin: 'https://evil.example', 'content-type': 'application/json' },
      payload: '{}',
    });
    expect(response.statusCode).toBe(403);
    expect(response.json().error.data.appCode).toBe('request.foreign-origin');
  });

  test('a JSON body over the limit is refused before it is parsed', async () => {
    const response = await server.inject({
      method: 'POST',
      url: '/api/trpc/users.signInLocally',
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify({ userId: 'x'.repeat(2_000_000) }),
    });
    expect(response.statusCode).toBe(413);
  });

  test('a bug never shows its inside', async () => {
    const response = await server.inject('/api/trpc/no.such.procedure');
    expect(response.statusCode).toBe(404);
    expect(response.body).not.toContain('node_modules');
  });
});

test('an answer that is there as a whole is compressed at once, so that its length is known', async () => {
  const url = `/api/trpc/${'no-such-procedure-'.repeat(100)}`;
  const response = await server.inject({ url, headers: { 'accept-encoding': 'br' } });
  expect(response.statusCode).toBe(404);
  expect(response.headers).toMatchObject({
    'content-type': 'application/json',
    'content-encoding': 'br',
    'content-length': String(response.rawPayload.length),
  });
  expect(JSON.parse(brotliDecompressSync(response.rawPayload).toString()).error.data.httpStatus).toBe(404);
});
