import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { defaultExperiment } from '../../config/defaults.ts';
import { denoisers, type NoiseKind } from '../../config/experiment.ts';
import { Rng } from '../../core/rng.ts';
import { createBabble } from '../../data/babble.ts';
import type { Dataset } from '../../data/dataset.ts';
import { fillNoise, mixAtSnr } from '../../data/noise.ts';
import { parsePackIndex } from '../../data/pack-index.ts';
import { decodePackVoices, packDataset } from '../../data/pack.ts';
import { ResampledClips } from '../../data/resampled-clips.ts';
import { prepareFrontEnd } from '../prepare-front-end.ts';
import { denoisedSound } from './denoised-sound.ts';

const RATE_HZ = 16_000;
const SNR_DB = 5;
/** A microphone hears the room before the word; so much of it. */
const LEAD_SAMPLES = 0.2 * RATE_HZ;
const VOICES = 3;

let words: Float32Array[];
let babble: Float32Array;

beforeAll(async () => {
  for (const denoise of denoisers) await prepareFrontEnd({ denoise });
  const file = (name: string) => readFile(new URL(`../../../../public/pack/${name}`, import.meta.url));
  const index = parsePackIndex(JSON.parse(await file('words.json').then(String)));
  const pack: Dataset = packDataset(index);
  const voices = Array.from({ length: VOICES }, (_, i) => 40 * i);
  await decodePackVoices(index, new Uint8Array(await file('words.opus')), voices, pack.pcm);
  const heard = pack.utterances.flatMap(({ speaker }, i) =>
    voices.some((voice) => index.voices[voice]!.id === speaker) ? [i] : [],
  );
  const clips = new ResampledClips(pack);
  words = heard.filter((_, i) => i % 3 === 0).map((i) => clips.clip(i).slice());
  babble = createBabble([heard], (i) => clips.clip(i), 4 * RATE_HZ, RATE_HZ, Rng.fromSeed(1));
});

/** Mean over the words of how much closer, in dB, the denoised word is to the clean one than the noisy. */
function liftDb(denoise: (typeof denoisers)[number], kind: NoiseKind): number {
  const lifts = words.map((word, i) => {
    const clean = new Float32Array(LEAD_SAMPLES + word.length);
    clean.set(word, LEAD_SAMPLES);
    const noisy = clean.slice();
    const noise = new Float32Array(clean.length);
    fillNoise(kind, noise, RATE_HZ, Rng.fromSeed(i), babble);
    mixAtSnr(noisy, noise, SNR_DB, RATE_HZ);
    const denoised = denoisedSound(noisy, { ...defaultExperiment.frontEnd, denoise });
    const error = (heard: Float32Array) => word.reduce((sum, x, n) => sum + (heard[LEAD_SAMPLES + n]! - x) ** 2, 0);
    return 10 * Math.log10(error(noisy) / error(denoised));
  });
  return lifts.reduce((a, b) => a + b, 0) / lifts.length;
}

describe.each(denoisers.filter((kind) => kind !== 'none'))('%s at 5 dB', (denoise) => {
  it.each(['white', 'pink', 'hum'] as const)('lifts the SNR of words in %s by 3 dB or more', (kind) => {
    expect(liftDb(denoise, kind)).toBeGreaterThan(3);
  });

  // Other voices are no steady noise: little can be told apart from the word without looking ahead.
  it('lifts it less in babble, but does no harm', () => {
    const lift = liftDb(denoise, 'babble');
    expect(lift).toBeGreaterThan(0);
    expect(lift).toBeLessThan(4);
  });
});

it('none leaves a sound as it is', () => {
  expect(denoisedSound(words[0]!, defaultExperiment.frontEnd)).toEqual(words[0]);
});
