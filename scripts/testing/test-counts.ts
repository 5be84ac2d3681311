/** The parts of Vitest's JSON report that are counted. */
export interface VitestReport {
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/**
 * Counts tests. A file that could not be loaded has no tests to fail, and an error outside any test belongs to none:
 * each of these counts as one failure, so that "0 failed" never stands over a failed run.
 */
export function countTests(report: VitestReport, vitestSucceeded: boolean): TestCounts {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const file of report.testResults) {
    const failedBefore = counts.failed;
    for (const { status } of file.assertionResults) {
      counts[status === 'passed' || status === 'failed' ? status : 'skipped']++;
    }
    if (file.status === 'failed' && counts.failed === failedBefore) counts.failed++;
  }
  if (!vitestSucceeded && counts.failed === 0) counts.failed = 1;
  return counts;
}
