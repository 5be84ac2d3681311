import { expect, it } from 'vitest';
import { errorMessageOf, isSignedOut, mayRetry } from './error-message.ts';

const failure = (data: object) => Object.assign(new Error('x'), { name: 'TRPCClientError', data });

it('shows the catalogue’s words and the reference that the log knows', () => {
  const error = failure({
    appCode: 'pool.saturated',
    userMessage: 'All threads are busy.',
    referenceId: 'req-1',
    retry: true,
    httpStatus: 503,
  });
  expect(errorMessageOf(error)).toEqual({
    text: 'All threads are busy.',
    referenceId: 'req-1',
    retry: true,
    appCode: 'pool.saturated',
  });
});

it('does not show the inside of a bug', () => {
  const message = errorMessageOf(failure({ appCode: null, userMessage: null, httpStatus: 500, referenceId: 'req-2' }));
  expect(message.text).toMatch(/on the server/);
  expect(message.referenceId).toBe('req-2');
});

it('tells a broken connection from a bug in the browser', () => {
  expect(mayRetry(Object.assign(new Error('fetch failed'), { name: 'TRPCClientError' }))).toBe(true);
  expect(mayRetry(new TypeError('x is undefined'))).toBe(false);
});

it('knows when the session has ended', () => {
  expect(isSignedOut(failure({ appCode: 'auth.signed-out' }))).toBe(true);
  expect(isSignedOut(failure({ appCode: 'auth.role-required' }))).toBe(false);
});

it('asks to wait when the rate limit answers', () => {
  expect(errorMessageOf(failure({ httpStatus: 429 }))).toMatchObject({
    retry: true,
    text: expect.stringMatching(/Wait/),
  });
});
