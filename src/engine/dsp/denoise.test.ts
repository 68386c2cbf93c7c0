import { describe, expect, it } from 'vitest';
import { Rng } from '../core/rng.ts';
import { SpectralSubtraction } from './denoise.ts';

const BINS = 129;

/** Power of complex Gaussian noise: exponentially distributed with mean 1. */
function noiseFrames(count: number): Float64Array[] {
  const rng = Rng.fromSeed(1);
  return Array.from({ length: count }, () => Float64Array.from({ length: BINS }, () => -Math.log(1 - rng.float())));
}

function denoise(frames: readonly Float64Array[]): Float64Array[] {
  const denoiser = new SpectralSubtraction(BINS, 10);
  return frames.map((frame) => {
    const power = frame.slice();
    denoiser.process(power);
    return power;
  });
}

const mean = (frames: readonly Float64Array[], bin?: number) => {
  const values = frames.flatMap((frame) => (bin === undefined ? [...frame] : [frame[bin]!]));
  return values.reduce((a, b) => a + b, 0) / values.length;
};

describe('SpectralSubtraction', () => {
  it('takes stationary noise down by more than 10 dB', () => {
    const out = denoise(noiseFrames(200));
    expect(mean(out.slice(50))).toBeLessThan(0.1);
  });

  it('keeps a strong tone that comes after the noise', () => {
    const frames = noiseFrames(150);
    for (const frame of frames.slice(80, 130)) frame[40]! += 1000;
    const out = denoise(frames);
    expect(mean(out.slice(80, 130), 40)).toBeGreaterThan(900);
  });

  it('follows noise that grows', () => {
    const frames = noiseFrames(600).map((frame, t) => (t < 200 ? frame : frame.map((power) => 100 * power)));
    expect(mean(denoise(frames).slice(500))).toBeLessThan(20);
  });

  it('looks at no later frame', () => {
    const frames = noiseFrames(60);
    expect(denoise(frames).slice(0, 30)).toEqual(denoise(frames.slice(0, 30)));
  });

  it('adds nothing, and is finite in silence', () => {
    const frames = noiseFrames(40).map((frame, t) => (t % 10 < 3 ? new Float64Array(BINS) : frame));
    denoise(frames).forEach((out, t) =>
      out.forEach((power, k) => {
        expect(power).toBeGreaterThanOrEqual(0);
        expect(power).toBeLessThanOrEqual(frames[t]![k]!);
      }),
    );
  });
});
