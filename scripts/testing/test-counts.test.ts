import { expect, test } from 'vitest';
import { countTests } from './test-counts.ts';

const file = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map(each => ({ status: each })),
});

test('passed, failed and skipped tests are counted, whatever word Vitest has for skipped', () => {
  const report = {
    testResults: [file('failed', 'passed', 'failed'), file('passed', 'passed', 'skipped', 'pending', 'todo')],
  };
  expect(countTests(report, false)).toEqual({ passed: 2, failed: 1, skipped: 3 });
});

test('a file that could not be loaded is a failure', () => {
  expect(countTests({ testResults: [file('failed')] }, false)).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test('a file whose tests pass but whose clean-up fails is a failure', () => {
  expect(countTests({ testResults: [file('failed', 'passed')] }, false)).toEqual({ passed: 1, failed: 1, skipped: 0 });
});

test('a run that fails outside every test is a failure', () => {
  expect(countTests({ testResults: [file('passed', 'passed')] }, false)).toEqual({ passed: 1, failed: 1, skipped: 0 });
});
