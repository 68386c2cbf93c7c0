import type { AugmentConfig, Experiment, FrontEndConfig } from '../config/experiment.ts';
import { FEATURE_RATE_HZ } from '../config/frame-geometry.ts';
import type { Rng } from '../core/rng.ts';
import { createFrontEnd, type FrontEnd } from '../dsp/front-end.ts';
import { specAugment } from './augment/spec-augment.ts';
import { ClipSounds } from './clip-sounds.ts';
import { samplesOfFrames } from './clip-length.ts';
import { windowShape } from './clip-window.ts';
import type { Dataset } from './dataset.ts';
import type { FeatureShape } from './feature-block.ts';
import { normaliseUtterance } from './normaliser.ts';
import { utteranceAt } from './resampled-clips.ts';
import type { SampleReader } from './samples/sample-reader.ts';

export interface FeatureExtractorOptions {
  readonly dataset: Dataset;
  /** Room for the longest clip, where clips are taken whole; without it, the window that fits the training clips. */
  readonly shape?: FeatureShape | null;
  /** Of the dataset; by default those that lie in its bank. */
  readonly samples?: SampleReader;
  /** Indices of the training clips in `dataset.utterances`: window and babble come from them alone. */
  readonly trainIndices: readonly number[];
  /** Of the clips that are varied; those by default. */
  readonly variedIndices?: readonly number[];
  readonly frontEnd: FrontEndConfig;
  readonly noise: Experiment['data']['noise'];
  readonly augment: AugmentConfig;
  /** The run's seed, or a fork of it; the extractor takes its own forks by name. */
  readonly rng: Rng;
}

export interface FeatureExtractor {
  readonly shape: FeatureShape;
  /**
   * Features [T, F] of one clip (index in `dataset.utterances`) in one version, into `out` from `offset` on. The bits
   * depend on seed, clip id and version, not on what was computed before. Normalised only where each clip is by itself. Loudness is left as it is
   * recorded, since a microphone's stream has no clip whose level could be evened out.
   * @param frames T: all of the window by default
   */
  extract(clipIndex: number, version: number, out: Float32Array, offset: number, frames?: number): void;
  /** The samples behind `extract`, noise included, at 16 kHz: the window's by default. Valid until the next call. */
  samples(clipIndex: number, version: number, count?: number): Float32Array;
}

/** @throws StudioError `data/no-recorded-noise` when recorded noise is asked of a dataset that has none */
export function createFeatureExtractor(options: FeatureExtractorOptions): FeatureExtractor {
  return new ClipFeatures(options);
}

class ClipFeatures implements FeatureExtractor {
  readonly shape: FeatureShape;
  private readonly sounds: ClipSounds;
  private readonly frontEnd: FrontEnd;
  private readonly varied: ReadonlySet<number>;

  constructor(private readonly options: FeatureExtractorOptions) {
    const { dataset, samples, trainIndices, frontEnd, noise, augment, rng } = options;
    const durations = (): number[] => trainIndices.map((index) => durationSeconds(dataset, index));
    this.shape = options.shape ?? windowShape(durations(), frontEnd);
    const { windowSamples } = this.shape;
    this.sounds = new ClipSounds({ dataset, samples, babbleIndices: trainIndices, windowSamples, noise, augment, rng });
    this.frontEnd = createFrontEnd(frontEnd, FEATURE_RATE_HZ);
    this.varied = new Set(options.variedIndices ?? trainIndices);
  }

  samples(clipIndex: number, version: number, count = this.shape.windowSamples): Float32Array {
    return this.sounds.render(clipIndex, version, { varied: this.varied.has(clipIndex), noisy: true }, count);
  }

  extract(clipIndex: number, version: number, out: Float32Array, offset: number, frames = this.shape.frames): void {
    const { frontEnd, shape } = this;
    const config = this.options.frontEnd;
    frontEnd.reset();
    frontEnd.push(this.samples(clipIndex, version, samplesOfFrames(frames, config)));
    frontEnd.flush();
    const made = frontEnd.read(out, offset);
    if (made !== frames) throw new RangeError(`room for ${made} of ${frames} frames`);
    if (config.normalise === 'utterance')
      normaliseUtterance(out.subarray(offset, offset + frames * shape.bins), shape.bins);
    if (this.varied.has(clipIndex)) this.mask(clipIndex, version, out, offset, frames);
  }

  private mask(clipIndex: number, version: number, out: Float32Array, offset: number, frames: number): void {
    const { dataset, augment, frontEnd, rng } = this.options;
    const groups = 1 + frontEnd.deltas;
    const shape = { frames, statics: this.shape.bins / groups, groups, hopMs: frontEnd.hopMs };
    const draws = rng.fork('masks').fork(version).fork(utteranceAt(dataset, clipIndex).id);
    specAugment(out, offset, shape, augment, draws);
  }
}

function durationSeconds(dataset: Dataset, index: number): number {
  const { length, sampleRateHz } = utteranceAt(dataset, index).audio;
  return length / sampleRateHz;
}
