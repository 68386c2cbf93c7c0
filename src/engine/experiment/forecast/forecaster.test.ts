import { expect, test } from 'vitest';
import { defaultExperiment } from '../../config/defaults.ts';
import { editExperiment } from '../../config/edit.ts';
import { testCatalogs } from '../../config/testing/catalogs.ts';
import type { FeatureWork } from '../../data/measure-features.ts';
import { StudioError } from '../../core/errors.ts';
import type { StepProbe, TrainerSetup } from '../../train/trainer.ts';
import { StepForecaster } from './forecaster.ts';

const size = {
  clipSeconds: 1,
  whole: null,
  shape: { frames: 98, bins: 40, classes: 12 },
  shapeOfAll: { frames: 98, bins: 40, classes: 12 },
  clips: { train: 160, unlabelled: 0, validation: 40, test: 40, inPortions: false },
  memoryBytes: 1e6,
  diskBytes: 2e6,
};
const never = new AbortController().signal;

/** A forecaster whose prober says 10 ms for the net of the teacher and 2 for others. */
function forecasterOn(threads: number, answers = (): boolean => true) {
  const asked: TrainerSetup[] = [];
  const kept: StepProbe['measured'][] = [];
  const measuredFeatures: FeatureWork[] = [];
  let ended = 0;
  const forecaster = new StepForecaster({
    createProber() {
      let fail: (error: Error) => void;
      const end = new Promise<never>((_, reject) => (fail = reject));
      end.catch(() => undefined);
      return {
        probe(setup) {
          asked.push(setup);
          const stepMs = { simd: setup.training.id === 'teacher' ? 10 : 2 };
          const running = { name: 'simd', variant: 'plain', threads: 1, missingThreads: 0 };
          const backend = { ...running, adapter: '', software: false, refused: [], cacheKey: 'key' };
          const measured = { [setup.training.id]: stepMs.simd };
          const answer: StepProbe = { backend: { ...backend, reason: 'fastest', stepMs }, measured };
          return answers() ? Promise.resolve(answer) : end;
        },
        end() {
          ended++;
          fail(new StudioError('train/stopped'));
        },
      };
    },
    createFeatureProber: () => ({
      measureMs: async (work) => (measuredFeatures.push(work), 0.5),
      end: () => undefined,
    }),
    request: () => Promise.resolve({ name: 'auto', known: {} }),
    keep: (measured) => kept.push(measured),
    threads,
  });
  const nets = () => asked.map(({ training, backend }) => [training.id, backend.threads]);
  return { forecaster, nets, kept, measuredFeatures, ended: () => ended };
}

test('measures each net once, with the threads that the run will give it', async () => {
  const { forecaster, nets, kept, ended } = forecasterOn(7);
  const { backend, trainings, memoryBytes, diskBytes, inPortions } = await forecaster.forecast(
    defaultExperiment,
    size,
    never,
  );
  // Both students are the same net.
  expect(nets()).toEqual([
    ['teacher', 7],
    ['alone', 3],
  ]);
  expect(kept).toEqual([{ teacher: 10 }, { alone: 2 }]);
  expect(ended()).toBe(1);
  expect(backend).toBe('simd');
  expect({ memoryBytes, diskBytes, inPortions }).toEqual({ memoryBytes: 1e6, diskBytes: 2e6, inPortions: false });
  expect(['teacher', 'alone', 'distilled'].map((id) => trainings[id]!.stepMs)).toEqual([10, 2, 2]);
  await forecaster.forecast(editExperiment(defaultExperiment, { seed: 9 }, testCatalogs), size, never);
  expect(nets()).toHaveLength(2);
  const other = editExperiment(defaultExperiment, { 'trainings.teacher.optimiser.batchSize': 8 }, testCatalogs);
  await forecaster.forecast(other, size, never);
  expect(nets()).toHaveLength(3);
});

test('on one thread the students come one after the other', async () => {
  const { forecaster, nets } = forecasterOn(1);
  const { trainings, featureSeconds, secondsPerSeed } = await forecaster.forecast(defaultExperiment, size, never);
  expect(nets()).toEqual([
    ['teacher', 1],
    ['alone', 1],
  ]);
  const sum = Object.values(trainings).reduce((seconds, training) => seconds + training.seconds, featureSeconds);
  expect(secondsPerSeed).toBeCloseTo(sum, 9);
});

test('measures nothing while the machine trains, and ends what is being measured', async () => {
  let quick = false;
  const { forecaster, nets, kept } = forecasterOn(2, () => quick);
  const cut = forecaster.forecast(defaultExperiment, size, never);
  await expect.poll(() => nets().length).toBe(1);
  forecaster.setBusy(true);
  await expect(cut).rejects.toMatchObject({ code: 'train/stopped' });
  await expect(forecaster.forecast(defaultExperiment, size, never)).rejects.toMatchObject({ code: 'train/stopped' });
  expect(kept).toEqual([]);
  forecaster.setBusy(false);
  quick = true;
  await forecaster.forecast(defaultExperiment, size, never);
  forecaster.setBusy(true);
  await forecaster.forecast(defaultExperiment, size, never);
  expect(nets()).toHaveLength(3);
});

test('measures the features of a clip, once for each way to make them', async () => {
  const { forecaster, measuredFeatures } = forecasterOn(2);
  const plain = await forecaster.forecast(defaultExperiment, size, never);
  const clips = 160 * defaultExperiment.data.noise.versions + 80;
  expect(plain.featureSeconds).toBeCloseTo((clips * 0.5) / 2 / 1000, 9);
  await forecaster.forecast(editExperiment(defaultExperiment, { seed: 9 }, testCatalogs), size, never);
  expect(measuredFeatures).toHaveLength(1);
  const denoised = editExperiment(defaultExperiment, { 'frontEnd.denoise': 'rnnoise' }, testCatalogs);
  await forecaster.forecast(denoised, size, never);
  expect(measuredFeatures.map(({ frontEnd }) => frontEnd.denoise)).toEqual([
    defaultExperiment.frontEnd.denoise,
    'rnnoise',
  ]);
  forecaster.setBusy(true);
  const other = editExperiment(defaultExperiment, { 'frontEnd.denoise': 'wiener' }, testCatalogs);
  await expect(forecaster.forecast(other, size, never)).rejects.toMatchObject({ code: 'train/stopped' });
});
