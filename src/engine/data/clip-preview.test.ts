import { expect, it } from 'vitest';
import { defaultExperiment } from '../config/defaults.ts';
import { hearingsOf, previewSettings } from '../config/hearing.ts';
import { Rng } from '../core/rng.ts';
import { plainLogMel } from '../dsp/testing/configs.ts';
import { previewClip, type PreviewRequest } from './clip-preview.ts';
import { createFeatureExtractor } from './features.ts';
import { toneDataset } from './testing/tone-dataset.ts';

const dataset = toneDataset([{ id: 'a word', seconds: 0.4, hz: 500 }], 16_000);
const experiment = {
  ...defaultExperiment,
  frontEnd: { ...plainLogMel, denoise: 'wiener' as const },
  data: {
    ...defaultExperiment.data,
    noise: { ...defaultExperiment.data.noise, kinds: ['white' as const] },
    augment: { ...defaultExperiment.data.augment, speed: 10, reverbMs: 200, timeMasks: 2 },
  },
};

function preview(hearing: PreviewRequest['hearing'], version = 2) {
  const settings = previewSettings(experiment, hearing, version)!;
  const clip = { id: 'a word', samples: dataset.pcm, sampleRateHz: 16_000 };
  return previewClip({ ...settings, clip, others: [], noises: [], windowSeconds: 0.4 });
}

it('shows what a net gets in training, to the bit', () => {
  const extractor = createFeatureExtractor({
    dataset,
    trainIndices: [0],
    frontEnd: experiment.frontEnd,
    noise: experiment.data.noise,
    augment: experiment.data.augment,
    rng: Rng.fromSeed(experiment.seed).fork('features'),
  });
  const { frames, bins } = extractor.shape;
  const fed = new Float32Array(frames * bins);
  extractor.extract(0, 2, fed, 0);
  expect(preview('augmented').spectrogram).toEqual({ frames, bins, data: fed, hopMs: 10 });
});

it('gives the noisy clip, and the same denoised: closer to the clean one', () => {
  const window = new Float32Array(preview('noisy').samples.length);
  window.set(dataset.pcm, (window.length - dataset.pcm.length) >> 1);
  const error = (samples: Float32Array) => samples.reduce((sum, x, n) => sum + (x - window[n]!) ** 2, 0);
  expect(error(preview('denoised').samples)).toBeLessThan(0.5 * error(preview('noisy').samples));
  expect(preview('noisy', 3).samples).not.toEqual(preview('noisy', 2).samples);
});

it('offers only what differs, and falls back to the clip as recorded', () => {
  expect(hearingsOf(experiment)).toEqual(['clean', 'noisy', 'denoised', 'augmented']);
  expect(hearingsOf(defaultExperiment)).toEqual(['clean', 'noisy']);
  expect(previewSettings(defaultExperiment, 'denoised', 0)).toBeNull();
});
