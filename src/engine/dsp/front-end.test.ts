import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  dcOffsets,
  denoisers,
  edgeRules,
  fftRules,
  frontEndKinds,
  logKinds,
  melNorms,
  melScales,
  windowKinds,
  type FrontEndConfig,
} from '../config/experiment.ts';

import { StudioError } from '../core/errors.ts';
import { createFrontEnd } from './front-end.ts';
import { plainLogMel } from './testing/configs.ts';
import { naiveFeatures } from './testing/naive.ts';
import { prepareFrontEnd } from './prepare-front-end.ts';
import { readAll } from './testing/read-all.ts';
import { testSignal } from './testing/test-signal.ts';

const configs: fc.Arbitrary<FrontEndConfig> = fc
  .record({
    kind: fc.constantFrom(...frontEndKinds),
    dcOffset: fc.constantFrom(...dcOffsets),
    preEmphasis: fc.constantFrom(0, 0.97),
    denoise: fc.constantFrom(...denoisers),
    window: fc.constantFrom(...windowKinds),
    windowMs: fc.constantFrom(5, 7.3, 20, 25, 32, 100),
    hopMs: fc.constantFrom(2, 3.1, 10, 40),
    edges: fc.constantFrom(...edgeRules),
    fft: fc.constantFrom(...fftRules),
    melBands: fc.constantFrom(20, 40),
    melScale: fc.constantFrom(...melScales),
    melNorm: fc.constantFrom(...melNorms),
    coefficients: fc.constantFrom(4, 13),
    highHz: fc.constantFrom(4000, 7600),
    log: fc.constantFrom(...logKinds),
    deltas: fc.constantFrom(0, 1, 2),
  })
  .map((config) => ({ ...plainLogMel, ...config }));

beforeAll(() => prepareFrontEnd({ denoise: 'rnnoise' }));

describe('createFrontEnd', () => {
  it('gives the same bits however the samples are cut', () => {
    fc.assert(
      fc.property(
        configs,
        fc.constantFrom(8_000, 16_000, 22_050, 44_100, 48_000),
        fc.array(fc.integer({ min: 1, max: 2500 }), { minLength: 1, maxLength: 5 }),
        (config, rateHz, chunks) => {
          const samples = testSignal(Math.round(rateHz / 5), rateHz);
          const whole = readAll(createFrontEnd(config, rateHz), samples);
          expect(whole.length).toBeGreaterThan(0);
          expect(readAll(createFrontEnd(config, rateHz), samples, chunks)).toEqual(whole);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('gives the same bits after a reset', () => {
    fc.assert(
      fc.property(configs, (config) => {
        const frontEnd = createFrontEnd(config, 44_100);
        readAll(
          frontEnd,
          testSignal(9000, 44_100).map((x) => -3 * x),
        );
        frontEnd.reset();
        const samples = testSignal(8000, 44_100);
        expect(readAll(frontEnd, samples)).toEqual(readAll(createFrontEnd(config, 44_100), samples));
      }),
      { numRuns: 30 },
    );
  });

  const tone = (hz: number) => Float32Array.from({ length: 4800 }, (_, n) => Math.sin((2 * Math.PI * hz * n) / 16_000));
  const hard: Record<string, Float32Array> = {
    'a mixed signal': testSignal(4800, 16_000),
    'the same, hardly to be heard': testSignal(4800, 16_000).map((x) => 1e-4 * x),
    'a tone at full scale, quantised to 16 bits, beside silent bands': tone(1000).map(
      (x) => Math.round(x * 32768) / 32768,
    ),
    'a full low tone': tone(60),
    'a signal that breaks off': testSignal(4800, 16_000).map((x, n) => (n < 2000 ? x : 0)),
    silence: new Float32Array(4800),
    'a constant at full scale': new Float32Array(4800).fill(1),
  };
  const fronts: Record<string, { readonly config: Partial<FrontEndConfig>; readonly bound: number }> = {
    // In logarithms. Float32 leaves as much beside a full tone in torchaudio: 3e-3 by the same measure.
    'log-mel': { config: {}, bound: 5e-3 },
    'log-mel of pre-emphasised frames of 117 samples': {
      config: { preEmphasis: 0.97, windowMs: 7.3, hopMs: 3.1, melBands: 23 },
      bound: 5e-3,
    },
    'MFCC of long frames': { config: { kind: 'mfcc', windowMs: 100, hopMs: 50, melBands: 128 }, bound: 5e-3 },
    // What subtraction leaves of a bin is small against what it takes, so its error is large against it.
    denoised: { config: { preEmphasis: 0.97, denoise: 'spectral-subtraction' }, bound: 2e-2 },
    'denoised by Wiener': { config: { preEmphasis: 0.97, denoise: 'wiener' }, bound: 2e-2 },
    'a spectrogram of 400 points, centred': {
      config: { kind: 'spectrogram', fft: 'shortest', edges: 'centre', lowHz: 100, highHz: 4000 },
      bound: 2e-2,
    },
    PCEN: { config: { kind: 'pcen' }, bound: 1e-3 },
  };
  describe.each(Object.entries(fronts))('%s', (_, { config, bound }) => {
    it.each(Object.entries(hard))('agrees with the definition in float64: %s', (_name, samples) => {
      const whole = { ...plainLogMel, ...config };
      const ours = readAll(createFrontEnd(whole, 16_000), samples);
      const wanted = naiveFeatures(samples, whole).flat();
      expect(ours.length).toBe(wanted.length);
      const worst = wanted.reduce((most, value, i) => Math.max(most, Math.abs(value - ours[i]!)), 0);
      expect(worst).toBeLessThan(bound);
    });
  });

  it('makes one frame a hop as far as whole frames reach, differences or not', () => {
    for (const deltas of [0, 1, 2] as const) {
      for (const [samples, frames] of [
        [399, 0],
        [400, 1],
        [559, 1],
        [560, 2],
        [16_000, 98],
      ] as const) {
        const frontEnd = createFrontEnd({ ...plainLogMel, deltas }, 16_000);
        expect(readAll(frontEnd, new Float32Array(samples)).length).toBe(frames * 40 * (1 + deltas));
      }
    }
  });

  it('is finite in silence and at full scale', () => {
    fc.assert(
      fc.property(configs, fc.constantFrom(0, 1, -1, 1e-30), (config, value) => {
        const out = readAll(createFrontEnd(config, 16_000), new Float32Array(8000).fill(value));
        expect(out.every(Number.isFinite)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it('hands out frames in the parts that are asked for', () => {
    const samples = testSignal(16_000, 16_000);
    const whole = readAll(createFrontEnd(plainLogMel, 16_000), samples);
    const frontEnd = createFrontEnd(plainLogMel, 16_000);
    expect(frontEnd.push(samples)).toBe(98);
    const parts = new Float32Array(98 * 40);
    for (let frame = 0; frame < 98;) frame += frontEnd.read(parts.subarray(0, (frame + 7) * 40), frame * 40);
    expect(parts).toEqual(whole);
    expect(frontEnd.read(parts, 0)).toBe(0);
  });

  it('wants a reset between two streams', () => {
    const frontEnd = createFrontEnd(plainLogMel, 16_000);
    frontEnd.flush();
    expect(() => frontEnd.push(new Float32Array(1))).toThrow(/reset/);
  });

  it.each([
    { field: 'frontEnd.coefficients', config: { ...plainLogMel, kind: 'mfcc', melBands: 12 } as const },
    { field: 'frontEnd.lowHz', config: { ...plainLogMel, lowHz: 4000, highHz: 1000 } },
  ])('refuses contradictory settings of $field', ({ field, config }) => {
    expect(() => createFrontEnd(config, 16_000)).toThrow(
      expect.objectContaining({ params: expect.objectContaining({ field }) }),
    );
    expect(() => createFrontEnd(config, 16_000)).toThrow(StudioError);
  });
});
