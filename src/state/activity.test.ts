import { expect, test } from 'vitest';
import type { RunEvent } from '../engine/experiment/run-events.ts';
import { activityOf } from './activity.ts';
import { idleRun, reduceRun } from './run-reducer.ts';
import { saidSummary } from './testing/fake-services.ts';
import { evaluated, opening, planned, progress, train } from './testing/run-script.ts';

const codeAfter = (...events: RunEvent[]) =>
  activityOf(
    events.reduce((view, event) => reduceRun(view, event, planned), idleRun),
    true,
  ).code;
const begins = (id: string) => train(id, { kind: 'started', step: 0, steps: 100 });
const ends = (id: string) => train(id, { kind: 'finished', step: 100, bestStep: 90, reason: 'steps' });

test('one sentence for every moment of a run', () => {
  expect(activityOf(idleRun, false).code).toBe('loading');
  expect(codeAfter()).toBe('ready');
  const told = opening();
  expect(codeAfter(...told)).toBe('preparing');
  const next = (event: RunEvent) => {
    told.push(event);
    return codeAfter(...told);
  };
  expect(next({ kind: 'features', done: 1, total: 4 })).toBe('features');
  expect(next({ kind: 'features', done: 4, total: 4 })).toBe('preparing');
  expect(next(begins('teacher'))).toBe('teacher-begins');
  expect(next(evaluated('teacher', 0, 0.05, null))).toBe('teacher-begins');
  expect(next(evaluated('teacher', 10, 0.9, null))).toBe('teacher');
  expect(next(ends('teacher'))).toBe('students-begin');
  expect(next(begins('alone'))).toBe('students-begin');
  expect(next(begins('distilled'))).toBe('students-begin');
  expect(next(evaluated('alone', 10, 0.5, 2))).toBe('students-begin');
  expect(next(evaluated('distilled', 10, 0.6, 1))).toBe('students');
  expect(next({ kind: 'run-paused' })).toBe('paused');
  expect(next({ kind: 'run-resumed' })).toBe('students');
  next(ends('alone'));
  expect(next(ends('distilled'))).toBe('scoring');
  expect(next({ kind: 'run-stopped' })).toBe('stopped');
});

test('a pause tells where it happened', () => {
  const view = [...opening(), begins('teacher'), progress('teacher', 42, 5), { kind: 'run-paused' } as const].reduce(
    (before, event) => reduceRun(before, event, planned),
    idleRun,
  );
  expect(activityOf(view, true).values).toEqual({ step: 42, steps: 100 });
});

test('sentences are told of by their error rate', () => {
  const scores = {
    errorRates: { wer: 0.4, cer: 0.2 },
    judged: 'wer',
    counts: { substituted: 4, deleted: 0, inserted: 0, symbols: 10 },
    confusions: [],
  } as const;
  const judged = (id: string) =>
    train(id, { kind: 'evaluated', step: 10, scores, loss: 1, distillationLoss: null, best: true });
  const sentences = {
    vocabulary: saidSummary.vocabulary,
    judged: 'wer',
    replaced: [],
    unknown: [],
    leftOut: [],
  } as const;
  const [started, ...rest] = opening();
  const view = [
    started!,
    { kind: 'sentences', sentences } as const,
    ...rest,
    begins('teacher'),
    judged('teacher'),
  ].reduce((before, event) => reduceRun(before, event, planned), idleRun);
  expect(activityOf(view, true)).toMatchObject({ code: 'teacher-errors', values: { teacher: 0.4 }, judged: 'wer' });
  const { curves } = view.trainings['teacher']!;
  expect([curves.wer, curves.cer, curves.accuracy]).toEqual([[{ step: 10, value: 40 }], [{ step: 10, value: 20 }], []]);
});
