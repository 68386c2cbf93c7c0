/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 *
 * @typedef {{ status: string, assertionResults: readonly { status: string }[] }} VitestFile
 * @typedef {{ testResults: readonly VitestFile[] }} VitestReport the part of vitest's JSON report that counts
 *
 * @typedef {{ stats: { expected: number, unexpected: number, flaky: number, skipped: number }, errors: readonly unknown[] }} PlaywrightReport
 */

/**
 * Counts single tests. A file that could not even be loaded is one failure; so is a run that ended badly although no
 * test did (an unhandled error), or in which nothing ran.
 *
 * @param {VitestReport | null} report null when the runner wrote none
 * @param {number} exitCode
 * @returns {Counts}
 */
export function countVitest(report, exitCode) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const file of report?.testResults ?? []) {
    const statuses = file.assertionResults.map((test) => test.status);
    const failed = statuses.filter((status) => status === 'failed').length;
    counts.passed += statuses.filter((status) => status === 'passed').length;
    counts.failed += file.status === 'failed' ? Math.max(1, failed) : failed;
    counts.skipped += statuses.filter((status) => status !== 'passed' && status !== 'failed').length;
  }
  return withRunFailure(counts, exitCode);
}

/**
 * @param {PlaywrightReport | null} report null when the runner wrote none
 * @param {number} exitCode
 * @returns {Counts}
 */
export function countPlaywright(report, exitCode) {
  const { expected = 0, unexpected = 0, flaky = 0, skipped = 0 } = report?.stats ?? {};
  return withRunFailure({ passed: expected, failed: unexpected + flaky, skipped }, exitCode);
}

/**
 * @param {Counts} counts
 * @param {number} exitCode
 * @returns {Counts}
 */
function withRunFailure(counts, exitCode) {
  const nothingRan = counts.passed + counts.failed === 0;
  const endedBadly = exitCode !== 0 && counts.failed === 0;
  return nothingRan || endedBadly ? { ...counts, failed: counts.failed + 1 } : counts;
}

/**
 * @param {readonly Counts[]} parts
 * @param {boolean} skipsFail whether everything that tests need is there, so that a skipped test is a failed one
 * @returns {Counts}
 */
export function totalCounts(parts, skipsFail) {
  const passed = sum(parts.map((part) => part.passed));
  const failed = sum(parts.map((part) => part.failed));
  const skipped = sum(parts.map((part) => part.skipped));
  return skipsFail ? { passed, failed: failed + skipped, skipped: 0 } : { passed, failed, skipped };
}

/** @param {readonly number[]} values */
function sum(values) {
  return values.reduce((total, value) => total + value, 0);
}

/**
 * @param {Counts} counts
 * @returns {string} the last line of `npm test`
 */
export function summaryLine({ passed, failed, skipped }) {
  const line = `${passed} passed, ${failed} failed`;
  return skipped > 0 ? `${line}, ${skipped} skipped` : line;
}
