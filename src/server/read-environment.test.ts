import { describe, expect, it } from 'vitest';
import { readEnvironment } from './read-environment.ts';

const database = { DATABASE_URL: 'postgresql://localhost/sentia' };
const clerk = {
  CLERK_JWT_KEY: '-----BEGIN PUBLIC KEY-----\\nabc\\n-----END PUBLIC KEY-----',
  CLERK_ISSUER: 'https://clerk.example.com',
  CLERK_AUTHORIZED_PARTIES: 'https://app.example.com, https://other.example.com',
};

describe('readEnvironment', () => {
  it('fills in what a developer leaves out', () => {
    expect(readEnvironment(database)).toMatchObject({
      PORT: 3000,
      NODE_ENV: 'development',
      VITE_FORCE_MOCK_AUTH: false,
    });
  });

  it('treats a blank variable as absent', () => {
    expect(readEnvironment({ ...database, REDIS_URL: '' }).REDIS_URL).toBeUndefined();
  });

  it('names the missing database', () => {
    expect(() => readEnvironment({})).toThrow(/DATABASE_URL/);
  });

  it('refuses production with mock auth on', () => {
    expect(() =>
      readEnvironment({ ...database, ...clerk, NODE_ENV: 'production', VITE_FORCE_MOCK_AUTH: 'true' }),
    ).toThrow(/refuses to start/);
  });

  it('refuses production without Clerk', () => {
    expect(() => readEnvironment({ ...database, NODE_ENV: 'production' })).toThrow(/CLERK_JWT_KEY/);
  });

  it('refuses half of the Clerk settings', () => {
    expect(() => readEnvironment({ ...database, CLERK_ISSUER: clerk.CLERK_ISSUER })).toThrow(/belong together/);
  });

  it('reads the key with written-out line ends and the list of parties', () => {
    const read = readEnvironment({ ...database, ...clerk, NODE_ENV: 'production' });
    expect(read.CLERK_JWT_KEY?.split('\n')).toHaveLength(3);
    expect(read.CLERK_AUTHORIZED_PARTIES).toEqual(['https://app.example.com', 'https://other.example.com']);
  });

  it('says which port is wrong', () => {
    expect(() => readEnvironment({ ...database, PORT: '70000' })).toThrow(/PORT/);
  });
});
