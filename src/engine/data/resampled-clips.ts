import { FEATURE_RATE_HZ } from '../config/frame-geometry.ts';
import { KernelMemory } from '../dsp/kernel-memory.ts';
import { Resampler } from '../dsp/resample.ts';
import { fitWindow } from './clip-window.ts';
import type { AudioRef, Dataset, Utterance } from './dataset.ts';
import { samplesBy, type SampleReader } from './samples/sample-reader.ts';

/** Resampling costs more than the features, so resampled windows are kept for the next noisy version. */
const MAX_KEPT_SAMPLES = 2 ** 25;
const BLOCK_SAMPLES = 4096;
/** Of one memory, which may have 64 MiB; a resampler takes some hundred kilobytes of it, 3 MB from 192 kHz. */
const FULL_BYTES = 2 ** 24;

/** The clips of a dataset at the features' rate. */
export class ResampledClips {
  private readonly resamplers = new Map<number, ClipResampler>();
  /**
   * Of all resamplers: a browser sets gigabytes of addresses aside for each memory, of all workers together, and refused
   * one for each of 17 speeds in 15 workers.
   */
  private memory: KernelMemory | null = null;
  private readonly kept = new Map<number, Float32Array>();
  private keptSamples = 0;

  /** @param samples of the dataset; by default those that lie in its bank */
  constructor(
    private readonly dataset: Dataset,
    private readonly samples: SampleReader = samplesBy(null)(dataset),
  ) {}

  /** A whole clip; valid until the next call. */
  clip(clipIndex: number, speed = 1): Float32Array {
    return this.sound(utteranceAt(this.dataset, clipIndex).audio, speed);
  }

  /**
   * Any sound of the dataset; valid until the next call.
   * @param speed of play: as if it had been recorded at a rate so many times as high, so that pitch follows
   */
  sound(audio: AudioRef, speed = 1): Float32Array {
    const samples = this.samples.read(audio);
    const rateHz = audio.sampleRateHz * speed;
    if (rateHz === FEATURE_RATE_HZ) return samples;
    let resampler = this.resamplers.get(rateHz);
    if (!resampler) {
      if (!this.memory || this.memory.takenBytes > FULL_BYTES) this.memory = new KernelMemory();
      resampler = new ClipResampler(rateHz, this.memory);
      this.resamplers.set(rateHz, resampler);
    }
    return resampler.resample(samples);
  }

  /** A clip fitted to a window, always the same of a clip, into `out`. */
  window(clipIndex: number, out: Float32Array, speed = 1): void {
    const kept = speed === 1 ? this.kept.get(clipIndex) : undefined;
    if (kept) return out.set(kept);
    fitWindow(this.clip(clipIndex, speed), out);
    const { sampleRateHz } = utteranceAt(this.dataset, clipIndex).audio;
    const isResampled = speed === 1 && sampleRateHz !== FEATURE_RATE_HZ;
    if (!isResampled || this.keptSamples + out.length > MAX_KEPT_SAMPLES) return;
    this.kept.set(clipIndex, out.slice());
    this.keptSamples += out.length;
  }
}

/** Resamples whole clips from one rate. */
class ClipResampler {
  private readonly resampler: Resampler;
  /** Address where a block goes. */
  private readonly block: number;
  private out = new Float32Array(0);
  private written = 0;

  constructor(
    rateHz: number,
    private readonly memory: KernelMemory,
  ) {
    this.resampler = new Resampler(this.memory, rateHz, FEATURE_RATE_HZ);
    this.block = this.memory.allocate(this.resampler.maxOutput(BLOCK_SAMPLES));
  }

  /** Valid until the next call. */
  resample(samples: Float32Array): Float32Array {
    const { resampler, block } = this;
    const { length } = samples;
    const room = resampler.maxOutput(length);
    if (this.out.length < room) this.out = new Float32Array(room);
    this.written = 0;
    resampler.reset();
    for (let start = 0; start < length; start += BLOCK_SAMPLES) {
      this.keep(resampler.process(samples, start, Math.min(BLOCK_SAMPLES, length - start), block));
    }
    this.keep(resampler.flush(block));
    return this.out.subarray(0, this.written);
  }

  private keep(count: number): void {
    this.out.set(this.memory.floats.subarray(this.block / 4, this.block / 4 + count), this.written);
    this.written += count;
  }
}

/** @throws RangeError when there is no such clip */
export function utteranceAt(dataset: Dataset, clipIndex: number): Utterance {
  const utterance = dataset.utterances[clipIndex];
  if (!utterance) throw new RangeError(`clip ${clipIndex} of ${dataset.utterances.length}`);
  return utterance;
}
