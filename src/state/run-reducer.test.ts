import { expect, test } from 'vitest';
import type { RunEvent } from '../engine/experiment/run-events.ts';
import { idleRun, reduceRun } from './run-reducer.ts';
import { evaluated, opening, planned, progress, scoresOf, train } from './testing/run-script.ts';

const after = (...events: RunEvent[]) => events.reduce((view, event) => reduceRun(view, event, planned), idleRun);

test('every training waits from the start, in the order of the run', () => {
  const view = after(...opening());
  expect(view.status).toBe('preparing');
  expect(view.order).toEqual(['teacher', 'alone', 'distilled']);
  expect(Object.values(view.trainings).map(({ status, steps }) => [status, steps])).toEqual([
    ['waiting', 100],
    ['waiting', 200],
    ['waiting', 200],
  ]);
});

test('curves are in percent, losses as they are, and teachers have no distance to themselves', () => {
  const view = after(...opening(), evaluated('teacher', 10, 0.5, null), evaluated('alone', 10, 0.25, 1.5));
  expect(view.trainings['teacher']?.curves.accuracy).toEqual([{ step: 10, value: 50 }]);
  expect(view.trainings['teacher']?.curves.distillationLoss).toEqual([]);
  expect(view.trainings['alone']?.curves.distillationLoss).toEqual([{ step: 10, value: 1.5 }]);
});

test('an evaluation that comes again after a resume replaces what came after it', () => {
  const view = after(
    ...opening(),
    evaluated('alone', 10, 0.2, 2),
    evaluated('alone', 20, 0.3, 2),
    evaluated('alone', 10, 0.25, 2),
  );
  expect(view.trainings['alone']?.curves.accuracy).toEqual([{ step: 10, value: 25 }]);
});

test('the next seed keeps the curves of the one before and begins anew', () => {
  const view = after(...opening([1, 2]), evaluated('alone', 10, 0.2, 2), { kind: 'seed-started', seed: 2 });
  expect(view.earlier.map(({ seed }) => seed)).toEqual([1]);
  expect(view.earlier[0]?.trainings['alone']?.curves.accuracy).toHaveLength(1);
  expect(view.trainings['alone']?.curves.accuracy).toEqual([]);
});

test('a turned knob leaves a mark', () => {
  const view = after(...opening(), train('distilled', { kind: 'knob', step: 40, key: 'temperature', value: 2 }));
  expect(view.marks).toEqual([{ trainingId: 'distilled', step: 40, key: 'temperature', value: 2 }]);
});

test('pause, resume, stop and failure are seen', () => {
  const running = [...opening(), train('teacher', { kind: 'started', step: 0, steps: 100 })];
  expect(after(...running).status).toBe('running');
  expect(after(...running, { kind: 'run-paused' }).status).toBe('paused');
  expect(after(...running, { kind: 'run-paused' }, { kind: 'run-resumed' }).status).toBe('running');
  expect(after(...running, { kind: 'run-stopped' }).status).toBe('stopped');
  const error = { code: 'train/not-finite', params: {} } as const;
  const failed = after(...running, { kind: 'run-failed', trainingId: 'teacher', error });
  expect([failed.status, failed.error]).toEqual(['failed', { trainingId: 'teacher', error }]);
});

test('the time of a step is a mean over many steps: a stall hardly counts, a lasting change does', () => {
  const stalled = after(...opening(), progress('teacher', 50, 10), progress('teacher', 51, 500));
  expect(stalled.trainings['teacher']?.stepMs).toBeLessThan(20);
  const slower = after(...opening(), progress('alone', 10, 10), progress('alone', 1000, 20));
  expect(slower.trainings['alone']?.stepMs).toBeCloseTo(20, 1);
});

test('scores on the test voices come at the end', () => {
  const view = after(...opening(), {
    kind: 'tested',
    seed: 1,
    trainingId: 'alone',
    scores: scoresOf(0.8),
    msPerClip: 0.1,
  });
  expect(view.trainings['alone']?.test).toEqual(scoresOf(0.8));
  expect(view.trainings['alone']?.msPerClip).toBe(0.1);
});

test('an event of a training that nobody planned is a fault', () => {
  expect(() => after(...opening(), progress('ghost', 1, 1))).toThrow('ghost');
});

test('that audio is not kept is still known once the run has begun', () => {
  const error = { code: 'storage/no-room', params: {} } as const;
  expect(after({ kind: 'not-kept', error }, ...opening()).notKept).toEqual(error);
});
