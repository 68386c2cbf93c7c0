import { describe, expect, it } from 'vitest';
import { Rng } from '../../core/rng.ts';
import { createSpectrumDenoiser } from './create-denoiser.ts';
import { KernelMemory, LANES } from '../kernel-memory.ts';
import { readLane, writeLanes } from '../testing/lanes.ts';
import { naiveDenoise } from '../testing/naive.ts';

const BINS = 129;
type Kind = 'spectral-subtraction' | 'wiener';

/** Power of complex Gaussian noise: exponentially distributed with mean 1. */
function noiseFrames(count: number): Float32Array[] {
  const rng = Rng.fromSeed(1);
  return Array.from({ length: count }, () => Float32Array.from({ length: BINS }, () => -Math.log(1 - rng.float())));
}

/** @param batches sizes of the batches that the frames come in, taken in turn */
function denoiseBy(kind: Kind, frames: readonly Float32Array[], batches: readonly number[] = [LANES]): Float32Array[] {
  const memory = new KernelMemory();
  const power = memory.allocate((BINS + LANES) * LANES);
  const denoiser = createSpectrumDenoiser(memory, kind, BINS, 10)!;
  const out: Float32Array[] = [];
  for (let turn = 0; out.length < frames.length; turn++) {
    const batch = frames.slice(out.length, out.length + batches[turn % batches.length]!);
    writeLanes(memory, power, batch);
    denoiser.process(power, batch.length);
    batch.forEach((_, lane) => out.push(readLane(memory, power, BINS, lane)));
  }
  return out;
}

const mean = (frames: readonly Float32Array[], bin?: number) => {
  const values = frames.flatMap((frame) => (bin === undefined ? [...frame] : [frame[bin]!]));
  return values.reduce((a, b) => a + b, 0) / values.length;
};

describe.each(['spectral-subtraction', 'wiener'] as const)('%s', (kind) => {
  const denoise = (frames: readonly Float32Array[], batches?: readonly number[]) => denoiseBy(kind, frames, batches);

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

  it('agrees with the definition', () => {
    const frames = noiseFrames(230).map((frame, t) => (t > 60 && t < 100 ? frame.map((p) => 50 * p) : frame));
    const wanted = naiveDenoise(
      frames.map((frame) => [...frame]),
      kind,
      10,
    );
    denoise(frames).forEach((ours, t) =>
      ours.forEach((power, k) => expect(Math.abs(power - wanted[t]![k]!)).toBeLessThan(1e-5 * (1 + frames[t]![k]!))),
    );
  });

  it('gives the same bits in batches of any size', () => {
    const frames = noiseFrames(120);
    for (const batches of [[1], [3, 1, 4, 2]]) expect(denoise(frames, batches)).toEqual(denoise(frames));
  });

  it('looks at no later frame', () => {
    const frames = noiseFrames(60);
    expect(denoise(frames).slice(0, 30)).toEqual(denoise(frames.slice(0, 30)));
  });

  it('adds nothing, and is finite in silence', () => {
    const frames = noiseFrames(40).map((frame, t) => (t % 10 < 3 ? new Float32Array(BINS) : frame));
    denoise(frames).forEach((out, t) =>
      out.forEach((power, k) => {
        expect(power).toBeGreaterThanOrEqual(0);
        expect(power).toBeLessThanOrEqual(frames[t]![k]!);
      }),
    );
  });
});
