import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultExperiment } from './defaults.ts';
import { editExperiment } from './edit.ts';
import type { Experiment } from './experiment.ts';
import { predictTime, speedFromSteps, type Machine, type RunSize } from './predict-time.ts';
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
const size: RunSize = {
  costs: { teacher: { macs: 1e6 }, alone: { macs: 3e4 }, distilled: { macs: 3e4 } },
  clips: { train: 1600, validation: 400, test: 480 },
};
const machine: Machine = { speeds: { dnn: { macsPerSecond: 3e9, overheadMsPerStep: 2 } }, maxParallel: 2 };
const seconds = (experiment: Experiment, changes: Partial<Machine> = {}): number =>
  predictTime(experiment, size, { ...machine, ...changes }).secondsPerSeed;

describe('predicted time', () => {
  it('adds up', () => {
    const { trainings, secondsPerSeed } = predictTime(pinned, size, machine);
    // 3 passes x 1e6 x 32 at 3e9 a second: 32 ms, and 2 of overhead.
    expect(trainings['teacher']?.stepMs).toBeCloseTo(34, 10);
    expect(trainings['alone']?.stepMs).toBeCloseTo(2.96, 10);
    const forward = (stepMs: number, clips: number) => (stepMs / 3) * Math.ceil(clips / 32);
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
    const { alone } = predictTime(pinned, size, machine).trainings;
    expect(seconds(pinned, { maxParallel: 1 })).toBeCloseTo(seconds(pinned) + (alone?.seconds ?? 0), 6);
  });

  it('keeps to the limit of steps', () => {
    const limited = editExperiment(pinned, { 'limits.maxSteps': 3 }, testCatalogs);
    expect(seconds(limited)).toBeLessThan(seconds(pinned) / 10);
  });

  it('does not guess for a family that was not measured', () => {
    expect(() => predictTime(pinned, size, { speeds: {}, maxParallel: 2 })).toThrow(RangeError);
  });
});

describe('speed from two measured steps', () => {
  it('finds the overhead and the rate that made them', () => {
    const rate = fc.double({ min: 1e6, max: 1e12, noNaN: true });
    const overhead = fc.double({ min: 0, max: 1000, noNaN: true });
    fc.assert(
      fc.property(rate, overhead, (macsPerSecond, overheadMsPerStep) => {
        const measured = (batchSize: number) => ({
          macs: 1e6,
          batchSize,
          ms: overheadMsPerStep + (1000 * 3 * 1e6 * batchSize) / macsPerSecond,
        });
        const speed = speedFromSteps(measured(8), measured(32));
        const predicted = speed.overheadMsPerStep + (1000 * 3 * 1e6 * 64) / speed.macsPerSecond;
        expect(predicted / measured(64).ms).toBeCloseTo(1, 3);
      }),
    );
  });

  it('stays sensible when the larger step was not slower', () => {
    const speed = speedFromSteps({ macs: 1e6, batchSize: 8, ms: 5 }, { macs: 1e6, batchSize: 32, ms: 4 });
    expect(speed.macsPerSecond).toBeGreaterThan(0);
    expect(speed.overheadMsPerStep + (1000 * 3 * 1e6 * 32) / speed.macsPerSecond).toBeGreaterThanOrEqual(4);
  });
});
