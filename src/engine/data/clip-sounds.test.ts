import { describe, expect, it } from 'vitest';
import { defaultExperiment } from '../config/defaults.ts';
import type { AugmentConfig, Experiment } from '../config/experiment.ts';
import { Rng } from '../core/rng.ts';
import { ClipSounds } from './clip-sounds.ts';
import type { Dataset } from './dataset.ts';
import { toneDataset } from './testing/tone-dataset.ts';

const WINDOW = 8000;
const { augment: still } = defaultExperiment.data;
const quiet: Experiment['data']['noise'] = { kinds: [], snrDbMin: 0, snrDbMax: 15, versions: 4 };
const clips = [400, 700, 1100].map((hz, i) => ({ id: `clip-${i}`, seconds: 0.3, hz, speaker: `voice-${i}` }));

interface Made {
  readonly augment?: Partial<AugmentConfig>;
  readonly noise?: Partial<Experiment['data']['noise']>;
  readonly dataset?: Dataset;
  readonly seed?: number;
}

function sounds({ augment, noise, dataset = toneDataset(clips, 16_000), seed = 1 }: Made): ClipSounds {
  return new ClipSounds({
    dataset,
    babbleIndices: [0, 1, 2],
    windowSamples: WINDOW,
    noise: { ...quiet, ...noise },
    augment: { ...still, ...augment },
    rng: Rng.fromSeed(seed),
  });
}

const all = { varied: true, noisy: true };
const render = (made: Made, clip = 1, version = 0, steps = all) => sounds(made).render(clip, version, steps).slice();
const plain = render({});
const energy = (sound: Float32Array) => sound.reduce((sum, x) => sum + x * x, 0);
const middle = (sound: Float32Array) => sound.reduce((sum, x, n) => sum + n * x * x, 0) / energy(sound);

/** Frequency by the crossings of zero of a tone whose length changes with it. */
function crossings(sound: Float32Array): number {
  return sound.reduce((count, x, n) => count + (n > 0 && x > 0 && sound[n - 1]! <= 0 ? 1 : 0), 0);
}
const sounding = (sound: Float32Array) => sound.findLastIndex((x) => x !== 0) - sound.findIndex((x) => x !== 0);

describe('each variation', () => {
  const versions = Array.from({ length: 30 }, (_, version) => version);

  it.each<[string, Partial<AugmentConfig>]>([
    ['speed', { speed: 20 }],
    ['room', { reverbMs: 300 }],
    ['shift', { shiftMs: 50 }],
    ['volume', { volumeDb: 10 }],
  ])('%s: drawn by version, clip and seed, the same again, and only where asked', (_, augment) => {
    const one = render({ augment });
    expect(render({ augment })).toEqual(one);
    expect(render({ augment }, 1, 0, { varied: false, noisy: true })).toEqual(plain);
    expect(versions.some((version) => render({ augment }, 1, version).some((x, n) => x !== one[n]))).toBe(true);
    expect(render({ augment, seed: 2 })).not.toEqual(one);
    const shared = sounds({ augment });
    shared.render(2, 3, all);
    expect(shared.render(1, 0, all)).toEqual(one);
  });

  it('speed keeps the waves and changes their length, by no more than it may', () => {
    const lengths = versions.map((version) => {
      const sound = render({ augment: { speed: 20 } }, 1, version);
      expect(Math.abs(crossings(sound) - crossings(plain))).toBeLessThanOrEqual(4);
      return sounding(sound) / sounding(plain);
    });
    expect(Math.min(...lengths)).toBeGreaterThan(1 / 1.2 - 0.03);
    expect(Math.max(...lengths)).toBeLessThan(1 / 0.8 + 0.03);
    expect(Math.max(...lengths) - Math.min(...lengths)).toBeGreaterThan(0.2);
  });

  it('shift moves the sound and leaves it else as it is', () => {
    const moves = versions.map((version) => {
      const sound = render({ augment: { shiftMs: 50 } }, 1, version);
      const move = Math.round(middle(sound) - middle(plain));
      for (let n = 0; n < WINDOW; n++) expect(sound[n]).toBe(plain[n - move] ?? 0);
      return move;
    });
    expect(Math.max(...moves.map(Math.abs))).toBeLessThanOrEqual(800);
    expect(new Set(moves).size).toBeGreaterThan(10);
  });

  it('volume is one gain within its range', () => {
    const gains = versions.map((version) => {
      const sound = render({ augment: { volumeDb: 10 } }, 1, version);
      return 10 * Math.log10(energy(sound) / energy(plain));
    });
    expect(Math.min(...gains)).toBeGreaterThan(-10);
    expect(Math.max(...gains)).toBeLessThan(10);
    expect(Math.max(...gains) - Math.min(...gains)).toBeGreaterThan(10);
  });

  it('a room rings on after the sound', () => {
    expect(sounding(render({ augment: { reverbMs: 300 } }))).toBeGreaterThan(sounding(plain) + 800);
  });

  it('leaves the draws of the others, and of the noise, where they were', () => {
    const noise = { kinds: ['white' as const] };
    const noisy = render({ noise });
    const louder = render({ noise, augment: { volumeDb: 10 } });
    const gain = louder[10]! / noisy[10]!;
    louder.forEach((x, n) => expect(x).toBeCloseTo(gain * noisy[n]!, 5));
    expect(render({ noise, augment: { shiftMs: 50 } }, 1, 0, { varied: true, noisy: false })).toEqual(
      render({ augment: { shiftMs: 50 } }),
    );
  });
});

describe('recorded noise', () => {
  const dataset = toneDataset([...clips, { id: 'kitchen', seconds: 0.25, hz: 3000 }], 16_000);
  const offered: Dataset = {
    ...dataset,
    utterances: dataset.utterances.slice(0, 3),
    noises: [dataset.utterances[3]!.audio],
  };

  it('is taken from the recordings that the dataset offers', () => {
    const added = render({ noise: { kinds: ['recorded'], snrDbMin: 0, snrDbMax: 0 }, dataset: offered }).map(
      (x, n) => x - plain[n]!,
    );
    // A tone of 3 kHz for as long as the window.
    expect(crossings(added)).toBeGreaterThan(0.9 * 1500);
    expect(crossings(added)).toBeLessThan(1.1 * 1500);
  });

  it('is refused where there are none', () => {
    expect(() => sounds({ noise: { kinds: ['recorded'] } })).toThrow(
      expect.objectContaining({ code: 'data/no-recorded-noise' }),
    );
  });
});
