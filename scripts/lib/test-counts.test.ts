import { describe, expect, test } from 'vitest';
import { countPlaywright, countVitest, summaryLine, totalCounts } from './test-counts.mjs';

const file = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((each) => ({ status: each })),
});

describe('unit tests', () => {
  test('are counted singly', () => {
    const report = { testResults: [file('passed', 'passed', 'skipped'), file('failed', 'passed', 'failed', 'todo')] };
    expect(countVitest(report, 1)).toEqual({ passed: 2, failed: 1, skipped: 2 });
  });

  test('a file that does not load is a failure', () => {
    expect(countVitest({ testResults: [file('failed'), file('passed', 'passed')] }, 1)).toEqual({
      passed: 1,
      failed: 1,
      skipped: 0,
    });
  });

  test.each([
    ['no report', null, 0],
    ['no test', { testResults: [] }, 0],
    ['skipped tests only', { testResults: [file('passed', 'skipped')] }, 0],
    ['an error outside of tests', { testResults: [file('passed', 'passed')] }, 1],
  ])('%s is a failure', (_name, report, exitCode) => expect(countVitest(report, exitCode).failed).toBe(1));
});

describe('browser tests', () => {
  const stats = { expected: 3, unexpected: 1, flaky: 1, skipped: 2 };

  test('a test that needed a second try has failed', () => {
    expect(countPlaywright({ stats, errors: [] }, 1)).toEqual({ passed: 3, failed: 2, skipped: 2 });
  });

  test('no report is a failure', () => expect(countPlaywright(null, 1)).toEqual({ passed: 0, failed: 1, skipped: 0 }));
});

describe('summary', () => {
  const parts = [
    { passed: 2, failed: 0, skipped: 1 },
    { passed: 3, failed: 1, skipped: 0 },
  ];

  test('skips are told', () => expect(summaryLine(totalCounts(parts, false))).toBe('5 passed, 1 failed, 1 skipped'));

  test('skips fail where everything is there', () => {
    expect(summaryLine(totalCounts(parts, true))).toBe('5 passed, 2 failed');
  });
});
