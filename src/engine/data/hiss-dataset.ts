import type { Rng } from '../core/rng.ts';
import type { AudioRef, Dataset } from './dataset.ts';

/** Made-up clips of hiss, each by a voice of its own and at a given rate: to try the making of features on. */
export function hissDataset(ratesHz: readonly number[], seconds: number, rng: Rng): Dataset {
  let length = 0;
  const audio = ratesHz.map((sampleRateHz): AudioRef => {
    const ref = { offset: length, length: Math.round(seconds * sampleRateHz), sampleRateHz };
    length += ref.length;
    return ref;
  });
  return {
    id: 'hiss',
    name: 'hiss',
    fingerprint: '',
    classes: [],
    utterances: audio.map((ref, i) => ({ id: `${i}`, audio: ref, speaker: `${i}` })),
    speakersKnown: true,
    skipped: [],
    noises: audio,
    pcm: Float32Array.from({ length }, () => rng.uniform(-0.5, 0.5)),
  };
}
