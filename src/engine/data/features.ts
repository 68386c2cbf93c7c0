import type { Experiment, FrontEndConfig } from '../config/experiment.ts';
import type { Rng } from '../core/rng.ts';
import { createFrontEnd, FEATURE_RATE_HZ, type FrontEnd } from '../dsp/front-end.ts';
import { Resampler } from '../dsp/resample.ts';
import { createBabble } from './babble.ts';
import { fitWindow, windowShape } from './clip-window.ts';
import type { Dataset, Split, Utterance } from './dataset.ts';
import type { FeatureBlock, FeatureShape } from './feature-block.ts';
import { fillNoise, mixAtSnr } from './noise.ts';

const BABBLE_SECONDS = 16;

export interface FeatureExtractorOptions {
  readonly dataset: Dataset;
  /** Indices of the training clips in `dataset.utterances`: window and babble come from them alone. */
  readonly trainIndices: readonly number[];
  readonly frontEnd: FrontEndConfig;
  readonly noise: Experiment['data']['noise'];
  /** The run's seed, or a fork of it; the extractor takes its own forks by name. */
  readonly rng: Rng;
}

export interface FeatureExtractor {
  readonly shape: FeatureShape;
  /**
   * Features [T, F] of one clip (index in `dataset.utterances`) in one noisy version, into `out` from `offset` on. The
   * bits depend on seed, clip id and version, not on what was computed before. Not normalised. Loudness is left as it
   * is recorded, since a microphone's stream has no clip whose level could be evened out.
   */
  extract(clipIndex: number, version: number, out: Float32Array, offset: number): void;
  /** The window of samples behind `extract`, noise included, at 16 kHz; [windowSamples]. Valid until the next call. */
  samples(clipIndex: number, version: number): Float32Array;
  /**
   * Features of many clips, one a step: yields the number done, returns the block. A worker that steps through it itself
   * may yield to its messages in between.
   */
  extractBlock(split: Split, indices: readonly number[], version: number): Generator<number, FeatureBlock, void>;
}

export function createFeatureExtractor(options: FeatureExtractorOptions): FeatureExtractor {
  return new ClipFeatures(options);
}

class ClipFeatures implements FeatureExtractor {
  readonly shape: FeatureShape;
  private readonly frontEnd: FrontEnd;
  private readonly resamplers = new Map<number, { resampler: Resampler; out: Float32Array }>();
  private readonly window: Float32Array;
  private readonly noise: Float32Array;
  private babbleTrack: Float32Array | null = null;

  constructor(private readonly options: FeatureExtractorOptions) {
    const { dataset, trainIndices, frontEnd } = options;
    const durations = trainIndices.map((index) => {
      const { audio } = utteranceOf(dataset, index);
      return audio.length / audio.sampleRateHz;
    });
    this.shape = windowShape(durations, frontEnd);
    this.frontEnd = createFrontEnd(frontEnd, FEATURE_RATE_HZ);
    this.window = new Float32Array(this.shape.windowSamples);
    this.noise = new Float32Array(this.shape.windowSamples);
  }

  samples(clipIndex: number, version: number): Float32Array {
    const { dataset, noise, rng } = this.options;
    fitWindow(this.load(clipIndex), this.window);
    if (noise.kinds.length > 0) {
      const fork = rng.fork('noise').fork(version).fork(utteranceOf(dataset, clipIndex).id);
      const kind = noise.kinds[fork.int(noise.kinds.length)]!;
      const snrDb = fork.uniform(noise.snrDbMin, noise.snrDbMax);
      fillNoise(kind, this.noise, FEATURE_RATE_HZ, fork, kind === 'babble' ? this.babble() : null);
      mixAtSnr(this.window, this.noise, snrDb, FEATURE_RATE_HZ);
    }
    return this.window;
  }

  extract(clipIndex: number, version: number, out: Float32Array, offset: number): void {
    const { frontEnd, shape } = this;
    frontEnd.reset();
    frontEnd.push(this.samples(clipIndex, version));
    frontEnd.flush();
    const frames = frontEnd.read(out, offset);
    if (frames !== shape.frames)
      throw new RangeError(`${frames} frames, not ${shape.frames}: is the output too short?`);
  }

  *extractBlock(split: Split, indices: readonly number[], version: number): Generator<number, FeatureBlock, void> {
    const size = this.shape.frames * this.shape.bins;
    const bytes = indices.length * size * Float32Array.BYTES_PER_ELEMENT;
    const data = new Float32Array(
      typeof SharedArrayBuffer === 'undefined' ? new ArrayBuffer(bytes) : new SharedArrayBuffer(bytes),
    );
    for (let done = 0; done < indices.length;) {
      this.extract(indices[done]!, version, data, done * size);
      done++;
      yield done;
    }
    return { split, version, data };
  }

  /** The clip at 16 kHz; valid until the next call. */
  private load(clipIndex: number): Float32Array {
    const { offset, length, sampleRateHz } = utteranceOf(this.options.dataset, clipIndex).audio;
    const { pcm } = this.options.dataset;
    if (sampleRateHz === FEATURE_RATE_HZ) return pcm.subarray(offset, offset + length);
    const { resampler, out } = this.resamplerFor(sampleRateHz, length);
    resampler.reset();
    const body = resampler.process(pcm, offset, length, out);
    return out.subarray(0, body + resampler.flush(out.subarray(body)));
  }

  private resamplerFor(rateHz: number, samples: number): { resampler: Resampler; out: Float32Array } {
    let entry = this.resamplers.get(rateHz);
    if (!entry) {
      entry = { resampler: new Resampler(rateHz, FEATURE_RATE_HZ), out: new Float32Array(0) };
      this.resamplers.set(rateHz, entry);
    }
    const room = entry.resampler.maxOutput(samples);
    if (entry.out.length < room) entry.out = new Float32Array(room);
    return entry;
  }

  private babble(): Float32Array {
    this.babbleTrack ??= createBabble(
      bySpeaker(this.options.dataset, this.options.trainIndices),
      (index) => this.load(index),
      BABBLE_SECONDS * FEATURE_RATE_HZ,
      FEATURE_RATE_HZ,
      this.options.rng.fork('babble'),
    );
    return this.babbleTrack;
  }
}

function bySpeaker(dataset: Dataset, indices: readonly number[]): number[][] {
  const groups = new Map<string, number[]>();
  for (const index of indices) {
    const speaker = utteranceOf(dataset, index).speaker ?? '';
    const group = groups.get(speaker);
    if (group) group.push(index);
    else groups.set(speaker, [index]);
  }
  return [...groups.values()];
}

function utteranceOf(dataset: Dataset, index: number): Utterance {
  const utterance = dataset.utterances[index];
  if (!utterance) throw new RangeError(`clip ${index} of ${dataset.utterances.length}`);
  return utterance;
}
