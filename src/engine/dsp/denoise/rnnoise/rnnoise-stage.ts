import { FEATURE_RATE_HZ } from '../../../config/frame-geometry.ts';
import type { KernelMemory } from '../../kernel-memory.ts';
import { Resampler } from '../../resample.ts';
import type { SampleStage } from '../../sample-stage.ts';
import { Rnnoise, RNNOISE_FRAME, RNNOISE_RATE_HZ } from './rnnoise.ts';

/** Samples are taken to the higher rate in blocks of so many. */
const BLOCK_SAMPLES = 1024;

/**
 * RNNoise behind a stage that gives samples at FEATURE_RATE_HZ: up to 48 kHz, denoised, and back. Always from that rate, so
 * that a microphone at 48 kHz and a clip at 16 are heard alike.
 *
 * Its delay is taken off: each sample comes out at its own place, and as many come out as went in. Causal: a sample waits
 * for the two frames of 10 ms that hold it and 6.5 ms of resampling, and for nothing later.
 */
export class RnnoiseStage implements SampleStage {
  private readonly up: Resampler;
  private readonly down: Resampler;
  private readonly rnnoise = new Rnnoise();
  /** Addresses of what the stage before gave, and of a block of it at the higher rate. */
  private readonly narrow: number;
  private readonly wide: number;
  /** Samples in RNNoise's frame. */
  private filled = 0;
  /** Samples at the higher rate that came, and that went; below 0 while the first frame, of nothing, is to be dropped. */
  private taken = 0;
  private given = -RNNOISE_FRAME;

  /** @param blockSamples the most that is taken at once */
  constructor(
    private readonly memory: KernelMemory,
    private readonly before: SampleStage,
    blockSamples: number,
  ) {
    this.up = new Resampler(memory, FEATURE_RATE_HZ, RNNOISE_RATE_HZ);
    this.down = new Resampler(memory, RNNOISE_RATE_HZ, FEATURE_RATE_HZ);
    this.narrow = memory.allocate(before.maxOutput(blockSamples));
    this.wide = memory.allocate(this.up.maxOutput(BLOCK_SAMPLES));
  }

  maxOutput(inputSamples: number): number {
    const { before, up, down } = this;
    const wide = up.maxOutput(before.maxOutput(inputSamples)) + up.maxOutput(0) + 2 * RNNOISE_FRAME;
    return down.maxOutput(wide) + down.maxOutput(0);
  }

  process(input: Float32Array, start: number, count: number, out: number): number {
    return this.pass(this.before.process(input, start, count, this.narrow), out);
  }

  flush(out: number): number {
    let written = this.pass(this.before.flush(this.narrow), out);
    written += this.denoise(this.up.flush(this.wide), out + 4 * written);
    const { frame } = this.rnnoise;
    while (this.given < this.taken) {
      frame.fill(0, this.filled);
      written += this.denoiseFrame(out + 4 * written);
    }
    return written + this.down.flush(out + 4 * written);
  }

  reset(): void {
    this.before.reset();
    this.up.reset();
    this.down.reset();
    this.rnnoise.reset();
    this.filled = 0;
    this.taken = 0;
    this.given = -RNNOISE_FRAME;
  }

  /** Denoises `count` samples at {@link narrow}; returns how many it wrote to `out`. */
  private pass(count: number, out: number): number {
    let written = 0;
    for (let from = 0; from < count; from += BLOCK_SAMPLES) {
      const block = Math.min(BLOCK_SAMPLES, count - from);
      const wide = this.up.process(this.memory.floats, this.narrow / 4 + from, block, this.wide);
      written += this.denoise(wide, out + 4 * written);
    }
    return written;
  }

  /** Denoises `count` samples at {@link wide}. */
  private denoise(count: number, out: number): number {
    const { frame } = this.rnnoise;
    const { floats } = this.memory;
    this.taken += count;
    let written = 0;
    for (let from = this.wide / 4, end = from + count; from < end; from++) {
      frame[this.filled++] = floats[from]!;
      if (this.filled === RNNOISE_FRAME) written += this.denoiseFrame(out + 4 * written);
    }
    return written;
  }

  /** Denoises the frame; passes on what of it belongs to the stream, which a flush has ended within it. */
  private denoiseFrame(out: number): number {
    this.filled = 0;
    this.rnnoise.denoise();
    const isFirst = this.given < 0;
    const count = Math.min(RNNOISE_FRAME, this.taken - this.given);
    this.given += RNNOISE_FRAME;
    return isFirst ? 0 : this.down.process(this.rnnoise.frame, 0, count, out);
  }
}
