import { setFlagsFromString } from 'node:v8';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nodeTrainer } from './node-trainer.ts';
import { tinySetup } from './testing/tiny-setup.ts';

/** 32 MiB: what the kernels begin with, and as much again. */
beforeAll(() => setFlagsFromString('--wasm-max-mem-pages=512'));
afterAll(() => setFlagsFromString('--wasm-max-mem-pages=65536'));

test('memory that is refused comes out as an error of its own', async () => {
  const trainer = nodeTrainer();
  const setup = tinySetup({
    training: { model: { width: 2048, depth: 2, dropout: 0 } },
    setup: { backend: { name: 'simd', known: {} } },
  });
  const training = trainer.setUp(setup, () => undefined).then(() => trainer.run());
  await expect(training).rejects.toMatchObject({ code: 'train/out-of-memory' });
  await trainer.dispose();
});
