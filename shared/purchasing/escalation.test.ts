import { expect, test } from 'vitest';
import { escalationState, nextAuthority } from './escalation.ts';

const submittedAt = '2026-01-05T09:00:00.000Z';

test('the lowest authority that may approve is asked first, then the next one that somebody holds', () => {
  expect(nextAuthority(['CFO', 'MANAGER'], null)).toBe('MANAGER');
  expect(nextAuthority(['CFO', 'MANAGER'], 'MANAGER')).toBe('CFO');
  expect(nextAuthority(['MANAGER'], 'MANAGER')).toBeNull();
  expect(nextAuthority([], null)).toBeNull();
});

test('each authority has its hours from the instant at which it was asked', () => {
  expect(escalationState(submittedAt, ['DIRECTOR', 'CFO'], [], 24)).toEqual({
    asked: 'DIRECTOR',
    since: submittedAt,
    deadline: '2026-01-06T09:00:00.000Z',
  });
  const at = '2026-01-06T09:01:00.000Z';
  expect(escalationState(submittedAt, ['DIRECTOR', 'CFO'], [{ from: 'DIRECTOR', to: 'CFO', at }], 0.5)).toEqual({
    asked: 'CFO',
    since: at,
    deadline: '2026-01-06T09:31:00.000Z',
  });
});

test('with nobody left to ask there is no further deadline', () => {
  const at = '2026-01-06T09:01:00.000Z';
  expect(escalationState(submittedAt, ['CFO'], [{ from: 'CFO', to: null, at }], 24)).toEqual({
    asked: null,
    since: at,
    deadline: null,
  });
});
