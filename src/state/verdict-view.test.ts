import { expect, test } from 'vitest';
import { defaultExperiment } from '../engine/config/defaults.ts';
import type { Report, Verdict } from '../engine/experiment/report.ts';
import { gapOutcomeOf, judgedOn, outcomeOf } from './verdict-view.ts';

const verdict = (changes: Partial<Verdict>): Verdict => ({
  gainPoints: 5,
  ci95: [1, 9],
  gapClosed: 0.5,
  agreement: 80,
  labels: { teacher: 100, students: 10 },
  ...changes,
});

test.each([
  [[0.1, 9], 'gain'],
  [[-9, -0.1], 'loss'],
  [[-1, 12], 'uncertain'],
  [[0, 12], 'uncertain'],
] as const)('an interval of %j is a %s', (ci95, outcome) => {
  expect(outcomeOf(verdict({ ci95 }))).toBe(outcome);
});

test.each([
  [null, 'noGap'],
  [-0.01, 'fellBehind'],
  [0, 'gapClosed'],
  [1, 'gapClosed'],
  [1.01, 'beatTeacher'],
] as const)('of the gap %j closed: %s', (gapClosed, outcome) => {
  expect(gapOutcomeOf(verdict({ gapClosed }))).toBe(outcome);
});

test.each([
  [{ confusion: [5, 1, 0, 3] }, 9],
  [{ errors: { substituted: 1, deleted: 0, inserted: 2, symbols: 40 } }, 40],
  [{}, null],
])('what a run was judged on: %j', (model, count) => {
  const report = { config: defaultExperiment, runs: [{ models: { distilled: model } }] } as unknown as Report;
  expect(judgedOn(report)).toBe(count);
});
