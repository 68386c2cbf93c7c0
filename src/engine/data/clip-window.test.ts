import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainLogMel } from '../dsp/testing/configs.ts';
import { fitWindow, windowShape } from './clip-window.ts';

describe('windowShape', () => {
  it('takes the 95th percentile of the durations, up to a whole frame', () => {
    const durations = Array.from({ length: 100 }, (_, i) => (i + 1) / 100);
    // 0.95 s is 15,200 samples: 400 and 92.5 hops of 160, so 93.
    expect(windowShape(durations, plainLogMel)).toEqual({ frames: 94, bins: 40, windowSamples: 400 + 93 * 160 });
  });

  it('is at most two seconds and at least one frame', () => {
    expect(windowShape([9, 9, 9], plainLogMel).windowSamples).toBe(32_080);
    expect(windowShape([0.001], plainLogMel)).toMatchObject({ frames: 1, windowSamples: 400 });
  });

  it('counts the differences', () => {
    expect(windowShape([1], { ...plainLogMel, deltas: 2 }).bins).toBe(120);
    expect(windowShape([1], { ...plainLogMel, kind: 'mfcc', deltas: 1 }).bins).toBe(26);
  });
});

describe('fitWindow', () => {
  it('centres a shorter clip between zeros', () => {
    const out = new Float32Array(7).fill(9);
    fitWindow(Float32Array.of(1, 2, 3), out);
    expect([...out]).toEqual([0, 0, 1, 2, 3, 0, 0]);
  });

  it('takes the loudest part of a longer clip, within 10 ms', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3000 }), (burst) => {
        const clip = new Float32Array(5000).fill(0.01);
        clip.fill(1, burst, burst + 2000);
        const out = new Float32Array(2000);
        fitWindow(clip, out);
        expect(out.filter((x) => x === 1).length).toBeGreaterThanOrEqual(2000 - 160);
      }),
    );
  });
});
