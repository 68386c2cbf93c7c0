import { describe, expect, it } from 'vitest';
import { defaultExperiment } from './defaults.ts';
import { editExperiment } from './edit.ts';
import type { Experiment } from './experiment.ts';
import { predictTime, type Machine, type RunSize } from './predict-time.ts';
import { testCatalogs } from './testing/catalogs.ts';

/** The default with its tuned values pinned, to count with. */
const pinned = editExperiment(
  defaultExperiment,
  Object.fromEntries([
    ['data.noise.versions', 6],
    ...['teacher', 'alone', 'distilled'].flatMap((id): [string, number][] => [
      [`trainings.${id}.optimiser.batchSize`, 32],
      [`trainings.${id}.optimiser.steps`, 1000],
    ]),
  ]),
  testCatalogs,
);
const clips: RunSize = { train: 1600, unlabelled: 0, validation: 400, test: 480, inPortions: false };
const machine: Machine = { stepMs: { teacher: 34, alone: 2.96, distilled: 2.96 }, featureMs: 0, threads: 2 };
const seconds = (experiment: Experiment, changes: Partial<Machine> = {}): number =>
  predictTime(experiment, clips, { ...machine, ...changes }).secondsPerSeed;

describe('predicted time', () => {
  it('adds up', () => {
    const { trainings, secondsPerSeed } = predictTime(pinned, clips, machine);
    expect(trainings['teacher']?.stepMs).toBe(34);
    const forward = (stepMs: number, count: number) => (stepMs / 3) * Math.ceil(count / 32);
    const teacher = 1000 * 34 + 20 * forward(34, 400) + forward(34, 480);
    const alone = 1000 * 2.96 + 20 * forward(2.96, 400) + forward(2.96, 480);
    // 6 versions of 1,600 clips, each heard by the teacher once.
    const distilled = alone + forward(34, 9600);
    expect(trainings['teacher']?.seconds).toBeCloseTo(teacher / 1000, 6);
    expect(trainings['alone']?.seconds).toBeCloseTo(alone / 1000, 6);
    expect(trainings['distilled']?.seconds).toBeCloseTo(distilled / 1000, 6);
    expect(secondsPerSeed).toBeCloseTo((teacher + distilled) / 1000, 6);
  });

  it('counts students one after the other where only one can run', () => {
    const { alone } = predictTime(pinned, clips, machine).trainings;
    expect(seconds(pinned, { threads: 1 })).toBeCloseTo(seconds(pinned) + (alone?.seconds ?? 0), 6);
  });

  it('counts the features of every clip and version', () => {
    // 6 versions of 1,600 clips, 400 and 480 clips; on one thread, and shared by two.
    const featureSeconds = (9600 + 400 + 480) / 1000;
    const one = predictTime(pinned, clips, { ...machine, featureMs: 1, threads: 1 });
    expect(one.featureSeconds).toBeCloseTo(featureSeconds, 6);
    expect(one.secondsPerSeed - seconds(pinned, { threads: 1 })).toBeCloseTo(featureSeconds, 6);
    expect(seconds(pinned, { featureMs: 1 }) - seconds(pinned)).toBeCloseTo(featureSeconds / 2, 6);
    const quiet = editExperiment(pinned, { 'data.noise.kinds': [] }, testCatalogs);
    expect(predictTime(quiet, clips, { ...machine, featureMs: 1 }).featureSeconds).toBeCloseTo(2.48 / 2, 6);
  });

  it('counts features, and the teacher, anew for each draw where clips come in portions', () => {
    const portions = predictTime(pinned, { ...clips, inPortions: true }, { ...machine, featureMs: 1 });
    // Three trainings of 1,000 steps of 32 clips, and what is measured of all clips that have labels.
    expect(portions.featureSeconds).toBeCloseTo((96_000 + 2 * 1600 + 400 + 480) / 2 / 1000, 6);
    const some = predictTime(pinned, { ...clips, unlabelled: 600, inPortions: true }, { ...machine, featureMs: 1 });
    expect(some.featureSeconds).toBeCloseTo((96_000 + 2 * 1000 + 400 + 480) / 2 / 1000, 6);
    const { distilled, alone } = portions.trainings;
    expect(distilled!.seconds - alone!.seconds).toBeCloseTo((1000 * 34) / 3 / 1000, 6);
  });

  it('keeps to the limit of steps', () => {
    const limited = editExperiment(pinned, { 'limits.maxSteps': 3 }, testCatalogs);
    expect(seconds(limited)).toBeLessThan(seconds(pinned) / 10);
  });

  it('does not guess for a training that was not measured', () => {
    expect(() => predictTime(pinned, clips, { stepMs: { teacher: 1 }, featureMs: 0, threads: 2 })).toThrow(RangeError);
  });
});
