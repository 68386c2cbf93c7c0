import { expect, test } from 'vitest';
import { methods } from '../../engine/distill/catalog.ts';
import { models } from '../../engine/models/catalog.ts';
import { trainOnStaged } from '../../state/commands.ts';
import { createStudio } from '../../state/studio.ts';
import { fakeServices, ownSummary } from '../../state/testing/fake-services.ts';
import { opening } from '../../state/testing/run-script.ts';
import { waysOn } from './ways-on.ts';

test('smaller batches are offered only while the data of the failed run are in use', async () => {
  const { services, emit } = fakeServices();
  const studio = createStudio(services, { models, methods }, 'few-labels');
  await studio.open();
  await studio.dataset.importFiles([]);
  await trainOnStaged.run(studio);
  for (const event of opening()) emit(event);
  emit({ kind: 'run-failed', trainingId: 'alone', error: { code: 'train/out-of-memory', params: {} } });
  const offered = () => waysOn('train/out-of-memory', studio).map(({ id }) => id);
  expect(offered()).toContain('smallerBatch');
  await studio.dataset.loadPack();
  expect(offered()).not.toContain('smallerBatch');
  studio.dataset.adopt(ownSummary);
  expect(offered()).toContain('smallerBatch');
});
