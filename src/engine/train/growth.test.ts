import { expect, test } from 'vitest';
import { tinyBlocks, tinySetup } from '../../cli/testing/tiny-setup.ts';
import { simd } from '../kernels/simd/backend.ts';
import { memory } from '../tensor/index.ts';
import { useBackend } from '../tensor/testing/node-backends.ts';
import { TrainingSession } from './session.ts';

test('nothing grows over two thousand steps, evaluations and checkpoints', async () => {
  await useBackend('simd');
  const teacher = await TrainingSession.create(tinySetup({ training: { id: 'teacher', role: 'teacher' } }));
  const session = await TrainingSession.create(
    tinySetup({
      steps: 3000,
      training: {
        id: 'distilled',
        model: { width: 8, depth: 2, dropout: 0.2 },
        method: { id: 'hinton', params: { temperature: 2, alpha: 0.5 } },
        teachers: ['teacher'],
        data: 'all',
      },
      setup: { teachers: [await teacher.result()], labelled: Int32Array.of(0, 1, 2, 5, 8) },
    }),
  );
  for (const block of tinyBlocks) await session.addFeatures(block);
  const { heap } = simd().machine;
  const train = async (steps: number) => {
    for (let step = 0; step < steps; step++) await session.takeStep();
    await session.evaluate();
    await session.checkpoint();
    await session.readLosses();
    return { tensors: memory().numTensors, used: heap.usedBytes, reached: heap.reachedBytes };
  };
  const before = await train(100);
  for (let part = 0; part < 4; part++) expect(await train(500)).toEqual(before);
  session.dispose();
  teacher.dispose();
  expect(memory().numTensors).toBe(0);
  expect(heap.usedBytes).toBe(0);
});
