import { resolveExperiment } from '../../engine/config/resolve.ts';
import type { Experiment } from '../../engine/config/experiment.ts';
import { Rng } from '../../engine/core/rng.ts';
import type { Dataset, Split, Utterance } from '../../engine/data/dataset.ts';
import { methods } from '../../engine/distill/catalog.ts';
import { models } from '../../engine/models/catalog.ts';

const RATE_HZ = 16_000;
const LETTER_SAMPLES = 960;
const HZ: Readonly<Record<string, number>> = { a: 300, b: 900, c: 2000 };
const TEXTS = ['ab', 'b a', 'cab', 'a c', 'abba', 'bc', 'c', 'b ca', 'acb', 'ba c'];

/** A tone a letter, a hush a space: by voices that are a little off. */
function spoken(text: string, rng: Rng): Float32Array {
  const samples = new Float32Array(LETTER_SAMPLES * (text.length + 1));
  const voice = rng.uniform(0.9, 1.1);
  [...text].forEach((letter, i) => {
    const turn = (2 * Math.PI * (HZ[letter] ?? 0) * voice) / RATE_HZ;
    for (let n = 0; n < LETTER_SAMPLES; n++)
      samples[LETTER_SAMPLES * i + n] = 0.3 * Math.sin(turn * n) * Math.sin((Math.PI * n) / LETTER_SAMPLES);
  });
  return samples.map((x) => x + 0.01 * rng.normal());
}

/** @param texts of each split */
export function sentenceDataset(texts: Readonly<Record<Split, readonly string[]>>, seed = 1): Dataset {
  const utterances: Utterance[] = [];
  const sounds: Float32Array[] = [];
  let offset = 0;
  for (const split of ['train', 'validation', 'test'] as const)
    texts[split].forEach((transcript, i) => {
      const sound = spoken(transcript.toLowerCase(), new Rng(`${seed}/${split}/${i}`));
      utterances.push({
        id: `${split}/${i}`,
        audio: { offset, length: sound.length, sampleRateHz: RATE_HZ },
        speaker: `${split}-${i % 2}`,
        split,
        transcript,
      });
      sounds.push(sound);
      offset += sound.length;
    });
  const pcm = new Float32Array(offset);
  utterances.forEach(({ audio }, i) => pcm.set(sounds[i]!, audio.offset));
  return {
    id: 'tiny-sentences',
    name: 'tiny-sentences',
    fingerprint: 'fedcba9876543210',
    classes: [],
    utterances,
    speakersKnown: true,
    skipped: [],
    pcm,
  };
}

/** Ten utterances to learn, and a few by other voices. */
export function tinySentences(): Dataset {
  return sentenceDataset({ train: TEXTS, validation: TEXTS.slice(0, 4), test: TEXTS.slice(3, 8) });
}

/** The preset for sentences cut down to what they need. */
export function sentenceExperiment(changes: Readonly<Record<string, unknown>> = {}): Experiment {
  const model = { channels: 3, width: 12, depth: 1, dropout: 0 };
  const optimiser = { batchSize: 4, steps: 12, learningRate: 0.01, warmupSteps: 0 };
  return resolveExperiment(
    {
      preset: 'sentences',
      data: { labelShare: 50, noise: { versions: 2 }, augment: { timeMaskMs: 30 } },
      frontEnd: { melBands: 12 },
      trainings: ['teacher', 'alone', 'distilled'].map((id) => ({ id, model, optimiser })),
      ...changes,
    },
    { models, methods },
  );
}
