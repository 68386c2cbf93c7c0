import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noiseKinds, type NoiseKind } from '../config/experiment.ts';
import { Rng } from '../core/rng.ts';
import { naivePowers } from '../dsp/testing/naive.ts';
import goldens from '../dsp/testing/goldens/features.json' with { type: 'json' };
import { testSignal } from '../dsp/testing/test-signal.ts';
import { createBabble } from './babble.ts';
import { activePower, fillNoise, mixAtSnr } from './noise.ts';

const RATE_HZ = 16_000;
const babble = Float32Array.from({ length: 40_000 }, (_, n) => Math.sin(n * n));

function noise(kind: NoiseKind, seed: number, samples = 16_384): Float32Array {
  const out = new Float32Array(samples);
  fillNoise(kind, out, RATE_HZ, Rng.fromSeed(seed), babble);
  return out;
}

/** Mean power of the bins between two frequencies, over frames of 1,024 samples. */
function bandPower(samples: Float32Array, lowHz: number, highHz: number): number {
  let sum = 0;
  let count = 0;
  for (let start = 0; start + 1024 <= samples.length; start += 512) {
    const frame = Float64Array.from(
      samples.subarray(start, start + 1024),
      (x, n) => x * Math.sin((Math.PI * n) / 1024) ** 2,
    );
    for (const power of naivePowers(frame, Math.ceil(lowHz / 15.625), Math.floor(highHz / 15.625))) {
      sum += power;
      count++;
    }
  }
  return sum / count;
}

const db = (ratio: number) => 10 * Math.log10(ratio);

describe('fillNoise', () => {
  it.each(noiseKinds)('%s: the same seed, the same bits; another seed, others', (kind) => {
    expect(noise(kind, 3, 4000)).toEqual(noise(kind, 3, 4000));
    expect(noise(kind, 4, 4000)).not.toEqual(noise(kind, 3, 4000));
  });

  it('white is as loud in every octave band a hertz', () => {
    const white = noise('white', 1, 160_000);
    for (const hz of [125, 500, 2000]) {
      expect(Math.abs(db(bandPower(white, hz, 2 * hz) / bandPower(white, 2 * hz, 4 * hz)))).toBeLessThan(0.6);
    }
  });

  it('pink falls by 3 dB an octave, from its first sample on', () => {
    const pink = noise('pink', 1, 160_000);
    for (const hz of [125, 500, 2000]) {
      expect(db(bandPower(pink, hz, 2 * hz) / bandPower(pink, 2 * hz, 4 * hz))).toBeCloseTo(3, 0);
    }
  });

  it('pink has its slow waves from the first sample on', () => {
    const slowPower = (start: number) => {
      let sum = 0;
      for (let seed = 0; seed < 400; seed++) {
        const stretch = noise('pink', seed, start + 64).subarray(start);
        sum += (stretch.reduce((a, b) => a + b, 0) / 64) ** 2;
      }
      return sum;
    };
    expect(Math.abs(db(slowPower(0) / slowPower(3000)))).toBeLessThan(1.5);
  });

  it('hum has lines at multiples of 50 or 60 Hz and nothing between', () => {
    const seconds = noise('hum', 2, RATE_HZ);
    const amplitude = (hz: number) => {
      let re = 0;
      let im = 0;
      seconds.forEach((x, n) => {
        re += x * Math.cos((2 * Math.PI * hz * n) / RATE_HZ);
        im += x * Math.sin((2 * Math.PI * hz * n) / RATE_HZ);
      });
      return (2 * Math.hypot(re, im)) / RATE_HZ;
    };
    const mains = amplitude(50) > 0.5 ? 50 : 60;
    for (const h of [1, 2, 5, 24]) expect(amplitude(h * mains)).toBeCloseTo(1 / h, 4);
    expect(amplitude(1.5 * mains)).toBeLessThan(1e-4);
  });

  it('babble is a stretch of its track, and is refused without one', () => {
    const stretch = noise('babble', 5, 100);
    const start = babble.findIndex((_, n) => stretch.every((x, i) => babble[n + i] === x));
    expect(start).toBeGreaterThanOrEqual(0);
    expect(() => fillNoise('babble', new Float32Array(9), RATE_HZ, Rng.fromSeed(1), null)).toThrow(RangeError);
  });
});

describe('mixAtSnr', () => {
  const word = new Float32Array(16_000);
  for (let n = 3840; n < 8960; n++) word[n] = 0.2 * Math.sin(n / 5);

  it('sets the ratio of the active part to the noise', () => {
    fc.assert(
      fc.property(fc.double({ min: -10, max: 60, noNaN: true }), fc.constantFrom(...noiseKinds), (snrDb, kind) => {
        const mixed = word.slice();
        mixAtSnr(mixed, noise(kind, 9, word.length), snrDb, RATE_HZ);
        let added = 0;
        mixed.forEach((x, n) => (added += (x - word[n]!) ** 2));
        let speech = 0;
        for (let n = 3840; n < 8960; n++) speech += word[n]! ** 2;
        expect(db(speech / 5120 / (added / word.length))).toBeCloseTo(snrDb, 1);
      }),
      { numRuns: 30 },
    );
  });

  it('is torchaudio.functional.add_noise where all of the clip is speech', () => {
    const speech = testSignal(1600, RATE_HZ);
    const mixed = speech.slice();
    mixAtSnr(mixed, speech.slice().reverse(), 5, RATE_HZ);
    mixed.forEach((x, n) => expect(x).toBeCloseTo(goldens.mixedAt5Db[n]!, 5));
  });

  it('does not count the silence around a word', () => {
    expect(activePower(word, RATE_HZ)).toBeCloseTo(0.02, 3);
  });

  it('leaves silence alone', () => {
    const silent = new Float32Array(1000);
    mixAtSnr(silent, noise('white', 1, 1000), 10, RATE_HZ);
    expect(silent.every((x) => x === 0)).toBe(true);
  });
});

describe('createBabble', () => {
  const clips = [1, 2, 4].map((gain) => Float32Array.from({ length: 900 }, (_, n) => gain * Math.sin(n)));

  it('lays voices of equal level over one another without a pause', () => {
    const track = createBabble([[0], [1], [2]], (index) => clips[index]!, 16_000, RATE_HZ, Rng.fromSeed(1));
    expect(track.length).toBe(16_000);
    // Six voices of power 1 that start together, all the same sine: six times the amplitude.
    expect(activePower(track, RATE_HZ)).toBeCloseTo(36, 0);
  });

  it('copes with clips without sound or length, and with none', () => {
    const empty = [new Float32Array(0), new Float32Array(50)];
    const track = createBabble([[0, 1]], (index) => empty[index]!, 200, RATE_HZ, Rng.fromSeed(1));
    expect(track.every((x) => x === 0)).toBe(true);
    expect(createBabble([], () => empty[0]!, 10, RATE_HZ, Rng.fromSeed(1))).toEqual(new Float32Array(10));
  });
});
