import { resolveExperiment } from '../../engine/config/resolve.ts';
import type { Experiment } from '../../engine/config/experiment.ts';
import { Rng } from '../../engine/core/rng.ts';
import type { Dataset, Split } from '../../engine/data/dataset.ts';
import { methods } from '../../engine/distill/catalog.ts';
import { models } from '../../engine/models/catalog.ts';

const RATE_HZ = 16_000;
const CLIP_SAMPLES = 1600;
const CLASS_HZ = [300, 700, 1500];
const SPLITS: readonly Split[] = ['train', 'train', 'train', 'train', 'validation', 'test'];
const TAKES = 3;

/** Tones of three pitches by six speakers, each a little off and noisy: features take milliseconds. */
export function tinyCorpus(): Dataset {
  const rng = new Rng('tiny-corpus');
  const pcm = new Float32Array(CLASS_HZ.length * SPLITS.length * TAKES * CLIP_SAMPLES);
  const utterances: Dataset['utterances'][number][] = [];
  for (const [s, split] of SPLITS.entries())
    for (const [c, hz] of CLASS_HZ.entries())
      for (let take = 0; take < TAKES; take++) {
        const offset = utterances.length * CLIP_SAMPLES;
        const turn = (2 * Math.PI * hz * rng.uniform(0.8, 1.2)) / RATE_HZ;
        for (let n = 0; n < CLIP_SAMPLES; n++) pcm[offset + n] = 0.3 * Math.sin(turn * n) + 0.05 * rng.normal();
        utterances.push({
          id: `${s}/${c}/${take}`,
          audio: { offset, length: CLIP_SAMPLES, sampleRateHz: RATE_HZ },
          speaker: `speaker-${s}`,
          split,
          label: `tone-${c}`,
        });
      }
  return {
    id: 'tiny',
    name: 'tiny',
    fingerprint: '0123456789abcdef',
    classes: CLASS_HZ.map((_, c) => `tone-${c}`),
    utterances,
    speakersKnown: true,
    skipped: [],
    pcm,
  };
}

/** The default experiment cut down to what the tiny corpus needs. */
export function tinyExperiment(changes: Readonly<Record<string, unknown>> = {}): Experiment {
  const model = { width: 8, depth: 1, dropout: 0.1 };
  const optimiser = { batchSize: 8, steps: 12, learningRate: 0.01 };
  return resolveExperiment(
    {
      data: { labelShare: 50, noise: { kinds: ['white', 'babble'], versions: 2 } },
      frontEnd: { melBands: 8 },
      trainings: ['teacher', 'alone', 'distilled'].map((id) => ({ id, model, optimiser })),
      ...changes,
    },
    { models, methods },
  );
}
