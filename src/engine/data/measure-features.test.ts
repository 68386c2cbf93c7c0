import { expect, test } from 'vitest';
import { defaultExperiment } from '../config/defaults.ts';
import { measureFeatureMs } from './measure-features.ts';

test('what one clip costs: more with a neural denoiser', async () => {
  const { frontEnd, data } = defaultExperiment;
  const work = { noise: data.noise, augment: data.augment, windowSeconds: 1 };
  const plain = await measureFeatureMs({ ...work, frontEnd: { ...frontEnd, denoise: 'none' } });
  const denoised = await measureFeatureMs({ ...work, frontEnd: { ...frontEnd, denoise: 'rnnoise' } });
  expect(plain).toBeGreaterThan(0);
  // It takes some twenty times as long.
  expect(denoised).toBeGreaterThan(2 * plain);
});
