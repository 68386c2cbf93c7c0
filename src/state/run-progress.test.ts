import { expect, test } from 'vitest';
import type { RunEvent } from '../engine/experiment/run-events.ts';
import { estimate, stagesOf } from './run-progress.ts';
import { idleRun, reduceRun } from './run-reducer.ts';
import { opening, planned, progress, train } from './testing/run-script.ts';

const stages = stagesOf(planned);
const after = (...events: RunEvent[]) => events.reduce((view, event) => reduceRun(view, event, planned), idleRun);
const forecast = {
  backend: 'wasm',
  secondsPerSeed: 3,
  memoryBytes: 1e6,
  diskBytes: 0,
  inPortions: false,
  trainings: {
    teacher: { stepMs: 10, seconds: 1 },
    alone: { stepMs: 5, seconds: 1 },
    distilled: { stepMs: 10, seconds: 2 },
  },
};

test('students come after all teachers, side by side', () => {
  expect(stages).toEqual([['teacher'], ['alone', 'distilled']]);
});

test('trainings that teach each other are refused', () => {
  const student = (id: string, teacher: string) => ({ id, role: 'student' as const, teachers: [teacher] });
  const circle = [student('a', 'b'), student('b', 'a')];
  expect(() => stagesOf(circle)).toThrow('circle');
});

test('nothing is predicted without a measurement', () => {
  expect(estimate(after(...opening()), stages, null)).toEqual({ progress: 0, remaining: null });
});

test('where nothing was forecast, what remains of the stage is told', () => {
  const halfway = after(...opening(), progress('teacher', 50, 10));
  expect(estimate(halfway, stages, null).remaining).toEqual({ of: 'stage', seconds: 0.5 });
  const ended = train('teacher', { kind: 'finished', step: 100, bestStep: 90, reason: 'steps' });
  const between = [...opening(), progress('teacher', 50, 10), ended];
  expect(estimate(after(...between), stages, null).remaining).toBeNull();
  const oneStudent = [...between, progress('alone', 10, 2)];
  expect(estimate(after(...oneStudent), stages, null).remaining).toBeNull();
  const both = after(...oneStudent, progress('distilled', 20, 10));
  expect(estimate(both, stages, null).remaining).toMatchObject({ of: 'run' });
  const goneOn = after(...opening(), ended, progress('alone', 10, 2), progress('distilled', 50, 10));
  expect(estimate(goneOn, stages, null).remaining).toEqual({ of: 'run', seconds: 1.5 });
});

test('a stage takes as long as its slowest training', () => {
  // Teacher 100 x 10 ms, then the slower student 200 x 10 ms.
  expect(estimate(after(...opening()), stages, forecast).remaining?.seconds).toBeCloseTo(3);
  const halfway = after(...opening(), progress('teacher', 50, 10));
  expect(estimate(halfway, stages, forecast).remaining?.seconds).toBeCloseTo(2.5);
  expect(estimate(halfway, stages, forecast).progress).toBeCloseTo(0.5 / 3);
});

test('what was measured counts more than what was forecast', () => {
  const slower = after(...opening(), progress('teacher', 50, 100));
  expect(estimate(slower, stages, forecast).remaining?.seconds).toBeCloseTo(5 + 2);
});

test('a teacher that stopped early leaves nothing to do', () => {
  const stopped = after(
    ...opening(),
    progress('teacher', 40, 10),
    train('teacher', { kind: 'finished', step: 40, bestStep: 20, reason: 'patience' }),
  );
  expect(estimate(stopped, stages, forecast).remaining?.seconds).toBeCloseTo(2);
});

test('a run that is stopped stays where it was', () => {
  const halfway = [...opening(), progress('teacher', 50, 10)];
  const before = estimate(after(...halfway), stages, forecast).progress;
  const ended = (trainingId: string, step: number) =>
    train(trainingId, { kind: 'finished', step, bestStep: step, reason: 'stopped' });
  const stopped = after(...halfway, ended('teacher', 50), ended('alone', 0), ended('distilled', 0));
  expect(estimate(stopped, stages, forecast).progress).toBeCloseTo(before);
});

test('further seeds count in full, and progress never goes back', () => {
  const first = after(...opening([1, 2]));
  expect(estimate(first, stages, forecast).remaining?.seconds).toBeCloseTo(6);
  expect(estimate({ ...first, progress: 0.4 }, stages, forecast).progress).toBe(0.4);
});

test('what a seed has measured is known for the next', () => {
  const measured = after(...opening(), ...planned.map(({ id }) => progress(id, 10, 10))).trainings;
  const second = { ...after(...opening([1, 2])), earlier: [{ seed: 1, trainings: measured }] };
  // Teacher 100 x 10 ms, students 200 x 10 ms.
  expect(estimate(second, stages, null).remaining).toEqual({ of: 'run', seconds: 3 });
});
