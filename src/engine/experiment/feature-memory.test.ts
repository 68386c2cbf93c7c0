import { describe, expect, test } from 'vitest';
import { sentenceExperiment, tinySentences } from '../../cli/testing/tiny-sentences.ts';
import type { Split } from '../data/dataset.ts';
import { ctc } from '../tasks/ctc/index.ts';
import { featureMemory, type MemoryGiven } from './feature-memory.ts';
import { planShape } from './seed-plan.ts';

const VERSIONS = 24;
const BANDS = 12;
/** Four symbols and the blank. */
const CLASSES = 5;
const dataset = tinySentences();
const experiment = sentenceExperiment({ data: { noise: { versions: VERSIONS }, augment: { timeMasks: 1 } } });
const plan = ctc.plan(dataset, experiment);
const shape = planShape(dataset, plan, experiment);
const portioning = (memoryBytes: number, more: Partial<MemoryGiven> = {}) =>
  featureMemory(plan, shape, experiment, { memoryBytes, threads: 1, ...more }).portioning;

/** Frames of the clips of a split: 25 ms each 10 ms, to the end of the sound. */
function framesIn(asked: Split): number[] {
  return dataset.utterances.flatMap(({ split, audio }) =>
    split === asked ? [Math.ceil((audio.length - 400) / 160) + 1] : [],
  );
}
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const train = framesIn('train');
const answers = train.map((frames) => Math.ceil(frames / 2));
const scored = [...framesIn('validation'), ...framesIn('test')];
/** With what a net says to it that answers each `stride` frames. */
const heldOutOf = (...strides: readonly number[]) =>
  4 * BANDS * sum(scored) +
  4 * CLASSES * sum(strides.flatMap((stride) => scored.map((frames) => Math.ceil(frames / stride))));
const heldOut = heldOutOf(2, 2, 2);
const refused = expect.objectContaining({ code: 'data/features-too-large' });

describe('the memory of a run', () => {
  test("holds all versions of what is learnt, what is held out, and the teacher's answers", () => {
    const bytes = 4 * VERSIONS * (BANDS * sum(train) + CLASSES * sum(answers)) + heldOut;
    expect(featureMemory(plan, shape, experiment, { memoryBytes: bytes, threads: 1 })).toEqual({
      bytes,
      portioning: null,
    });
    expect(portioning(bytes - 1, { portionBytes: 1 })).not.toBeNull();
    expect(() => portioning(bytes - 1)).toThrow(refused);
  });

  test('counts the answers of a teacher at its own rate, however seldom its students answer', () => {
    const seldom = sentenceExperiment({
      data: experiment.data,
      trainings: experiment.trainings.map((training) => ({
        ...training,
        model: { ...training.model, stride: training.role === 'teacher' ? 1 : 4 },
      })),
    });
    const bytes = 4 * VERSIONS * (BANDS + CLASSES) * sum(train) + heldOutOf(1, 4, 4);
    const planned = ctc.plan(dataset, seldom);
    expect(sum([...planned.sequences!.outLengths.train])).toBeLessThan(sum(train) / 3);
    expect(featureMemory(planned, shape, seldom, { memoryBytes: bytes, threads: 1 }).bytes).toBe(bytes);
  });

  test('holds two portions of each training side by side where that does not fit', () => {
    // Batches of four, each clip as long as the longest.
    const step = 4 * 4 * BANDS * Math.max(...train);
    const taught = step + 4 * 4 * CLASSES * Math.max(...answers);
    const steps = { teacher: 1, alone: 1, distilled: 1 };
    expect(portioning(heldOut + 2 * taught, { portionBytes: 1 })).toEqual({ bytes: 1, floats: step / 4, steps });
    expect(() => portioning(heldOut + 2 * taught - 1, { portionBytes: 1 })).toThrow(refused);
    expect(() => portioning(heldOut + 4 * taught - 1, { portionBytes: 1, threads: 2 })).toThrow(refused);
    const three = { portionBytes: 3 * step };
    expect(portioning(heldOut + 6 * step, three)?.steps).toEqual({ teacher: 3, alone: 3, distilled: 2 });
    // The same with more memory: it decides on whether there are portions alone.
    expect(portioning(heldOut + 7 * step, three)).toEqual(portioning(heldOut + 6 * step, three));
  });
});
