import type { Experiment, FrontEndConfig } from '../config/experiment.ts';
import type { Rng } from '../core/rng.ts';
import { FEATURE_RATE_HZ } from '../config/frame-geometry.ts';
import { createFrontEnd, type FrontEnd } from '../dsp/front-end.ts';
import { createBabble } from './babble.ts';
import { windowShape } from './clip-window.ts';
import type { Dataset } from './dataset.ts';
import type { FeatureShape } from './feature-block.ts';
import { fillNoise, mixAtSnr } from './noise.ts';
import { ResampledClips, utteranceAt } from './resampled-clips.ts';

const BABBLE_SECONDS = 10;

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
}

export function createFeatureExtractor(options: FeatureExtractorOptions): FeatureExtractor {
  return new ClipFeatures(options);
}

class ClipFeatures implements FeatureExtractor {
  readonly shape: FeatureShape;
  private readonly clips: ResampledClips;
  private readonly frontEnd: FrontEnd;
  private readonly window: Float32Array;
  private readonly noise: Float32Array;
  private babbleTrack: Float32Array | null = null;

  constructor(private readonly options: FeatureExtractorOptions) {
    const { dataset, trainIndices, frontEnd } = options;
    this.shape = windowShape(
      trainIndices.map((index) => durationSeconds(dataset, index)),
      frontEnd,
    );
    const { windowSamples } = this.shape;
    this.clips = new ResampledClips(dataset, windowSamples);
    this.frontEnd = createFrontEnd(frontEnd, FEATURE_RATE_HZ);
    this.window = new Float32Array(windowSamples);
    this.noise = new Float32Array(windowSamples);
  }

  samples(clipIndex: number, version: number): Float32Array {
    const { dataset, noise, rng } = this.options;
    this.clips.window(clipIndex, this.window);
    if (noise.kinds.length > 0) {
      const fork = rng.fork('noise').fork(version).fork(utteranceAt(dataset, clipIndex).id);
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
    if (frames !== shape.frames) throw new RangeError(`room for ${frames} of ${shape.frames} frames`);
  }

  private babble(): Float32Array {
    this.babbleTrack ??= createBabble(
      bySpeaker(this.options.dataset, this.options.trainIndices),
      (index) => this.clips.clip(index),
      BABBLE_SECONDS * FEATURE_RATE_HZ,
      FEATURE_RATE_HZ,
      this.options.rng.fork('babble'),
    );
    return this.babbleTrack;
  }
}

function durationSeconds(dataset: Dataset, index: number): number {
  const { length, sampleRateHz } = utteranceAt(dataset, index).audio;
  return length / sampleRateHz;
}

/** One list of clips a speaker; one list with all where speakers are unknown. */
function bySpeaker(dataset: Dataset, indices: readonly number[]): number[][] {
  const groups = new Map<string, number[]>();
  for (const index of indices) {
    const speaker = utteranceAt(dataset, index).speaker ?? '';
    const group = groups.get(speaker);
    if (group) group.push(index);
    else groups.set(speaker, [index]);
  }
  return [...groups.values()];
}
