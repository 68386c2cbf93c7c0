import { expect, test } from 'vitest';
import type { RunEvent } from '../engine/experiment/run-events.ts';
import { curveRows, distinctMarks, seedCurves } from './curve-rows.ts';
import { idleRun, reduceRun } from './run-reducer.ts';
import { evaluated, opening, planned } from './testing/run-script.ts';

const after = (...events: RunEvent[]) => events.reduce((view, event) => reduceRun(view, event, planned), idleRun);

test('several seeds are a mean and a band', () => {
  const view = after(
    ...opening([1, 2]),
    evaluated('alone', 10, 0.2, 2),
    evaluated('alone', 20, 0.4, 2),
    { kind: 'seed-started', seed: 2 },
    evaluated('alone', 10, 0.6, 2),
  );
  expect(seedCurves(view, 'accuracy')).toEqual([
    {
      trainingId: 'alone',
      stoppedEarly: false,
      points: [
        { step: 10, value: 40, low: 20, high: 60 },
        { step: 20, value: 40, low: 40, high: 40 },
      ],
    },
  ]);
});

test('rows join the curves by step, ascending', () => {
  const view = after(...opening(), evaluated('teacher', 20, 0.9, null), evaluated('alone', 10, 0.5, 2));
  const rows = curveRows(seedCurves(view, 'accuracy'));
  expect(rows.map(({ step, mean }) => [step, mean])).toEqual([
    [10, { alone: 50 }],
    [20, { teacher: 90 }],
  ]);
});

test('one turn of a knob is one mark, though each training reports it; a turn back is another', () => {
  const mark = (trainingId: string, step: number, value: number) => ({ trainingId, step, key: 'learningRate', value });
  const marks = [mark('alone', 10, 2), mark('distilled', 11, 2), mark('alone', 30, 1), mark('alone', 50, 2)];
  expect(distinctMarks(marks).map(({ step }) => step)).toEqual([10, 30, 50]);
});

test.each([
  ['patience', true],
  ['steps', false],
  ['stopped', false],
] as const)('a teacher that ended by %s stopped early: %s', (reason, early) => {
  const view = after(...opening(), evaluated('teacher', 20, 0.9, null), {
    kind: 'train',
    seed: 1,
    trainingId: 'teacher',
    event: { kind: 'finished', step: 20, bestStep: 20, reason },
  });
  expect(seedCurves(view, 'accuracy').map(({ stoppedEarly }) => stoppedEarly)).toEqual([early]);
});
