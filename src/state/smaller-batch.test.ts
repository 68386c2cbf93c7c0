import { expect, test } from 'vitest';
import { editExperiment } from '../engine/config/edit.ts';
import { presetExperiment } from '../engine/config/resolve.ts';
import { methods } from '../engine/distill/catalog.ts';
import { models } from '../engine/models/catalog.ts';
import { smallerBatch } from './smaller-batch.ts';

const catalogs = { models, methods };
const paths = ['teacher', 'alone', 'distilled'].map((id) => `trainings.${id}.optimiser.batchSize`);
const withBatches = (...sizes: readonly number[]) =>
  editExperiment(
    presetExperiment('few-labels', catalogs),
    Object.fromEntries(paths.map((path, i) => [path, sizes[i]!])),
    catalogs,
  );

test('halves the batch of both students, or of the teacher', () => {
  const experiment = withBatches(128, 33, 33);
  expect(smallerBatch(experiment, 'distilled')).toEqual({
    batchSize: 16,
    changes: { [paths[1]!]: 16, [paths[2]!]: 16 },
  });
  expect(smallerBatch(experiment, 'teacher')).toEqual({ batchSize: 64, changes: { [paths[0]!]: 64 } });
  expect(smallerBatch(experiment, null)).toMatchObject({ batchSize: 64 });
});

test('goes no lower than four', () => {
  expect(smallerBatch(withBatches(32, 6, 6), 'alone')).toMatchObject({ batchSize: 4 });
  expect(smallerBatch(withBatches(32, 4, 4), 'alone')).toBeNull();
  expect(smallerBatch(withBatches(2, 4, 4), 'teacher')).toBeNull();
});
