import type { AugmentConfig, Experiment } from '../config/experiment.ts';
import { FEATURE_RATE_HZ } from '../config/frame-geometry.ts';
import { StudioError } from '../core/errors.ts';
import { groupBy } from '../core/group-by.ts';
import type { Rng } from '../core/rng.ts';
import { drawMoves, variationDraws } from './augment/moves.ts';
import { Reverberator, roomResponse } from './augment/room.ts';
import { createBabble } from './babble.ts';
import type { Dataset } from './dataset.ts';
import { noiseChoice } from './noise-choice.ts';
import { fillNoise, mixAtSnr } from './noise.ts';
import { ResampledClips, utteranceAt } from './resampled-clips.ts';
import type { SampleReader } from './samples/sample-reader.ts';

const BABBLE_SECONDS = 10;

export interface ClipSoundOptions {
  readonly dataset: Dataset;
  /** Of the dataset; by default those that lie in its bank. */
  readonly samples?: SampleReader | undefined;
  /** Indices of the clips whose voices babble is made of. */
  readonly babbleIndices: readonly number[];
  /** Of the longest window. */
  readonly windowSamples: number;
  readonly noise: Experiment['data']['noise'];
  readonly augment: AugmentConfig;
  /** The sounds take their own forks by name. */
  readonly rng: Rng;
}

/** What is done to a clip beside fitting it to the window. */
export interface SoundSteps {
  readonly varied: boolean;
  readonly noisy: boolean;
}

/**
 * Clips as the nets hear them: speed, fitted to the window, echo of a room, shift, noise, volume. The bits depend on seed,
 * clip id and version, not on what was made before; every choice has a fork of its own.
 */
export class ClipSounds {
  private readonly clips: ResampledClips;
  private readonly window: Float32Array;
  private readonly noise: Float32Array;
  private readonly reverberator = new Reverberator();
  private readonly recorded = new Map<number, Float32Array>();
  private babbleTrack: Float32Array | null = null;

  /** @throws StudioError `data/no-recorded-noise` when recorded noise is asked of a dataset that has none */
  constructor(private readonly options: ClipSoundOptions) {
    const { dataset, samples, windowSamples, noise } = options;
    if (noise.kinds.includes('recorded') && !dataset.noises?.length) throw new StudioError('data/no-recorded-noise');
    this.clips = new ResampledClips(dataset, samples);
    this.window = new Float32Array(windowSamples);
    this.noise = new Float32Array(windowSamples);
  }

  /**
   * The window of one clip (index in the dataset's utterances), at 16 kHz; valid until the next call.
   * @param samples of the window: as many as there is room for by default
   */
  render(
    clipIndex: number,
    version: number,
    { varied, noisy }: SoundSteps,
    samples = this.window.length,
  ): Float32Array {
    const { dataset, augment, rng } = this.options;
    const window = this.window.subarray(0, samples);
    const { id } = utteranceAt(dataset, clipIndex);
    const draws = variationDraws(rng, version, id);
    const moves = varied ? drawMoves(augment, draws) : null;
    this.clips.window(clipIndex, window, moves?.speed ?? 1);
    if (varied && augment.reverbMs > 0) {
      this.reverberator.apply(window, roomResponse(augment.reverbMs, draws.fork('room')));
    }
    if (moves && moves.shiftSamples !== 0) shift(window, moves.shiftSamples);
    if (noisy) this.addNoise(window, id, version);
    if (varied && augment.volumeDb > 0) {
      const gain = 10 ** (draws.fork('volume').uniform(-augment.volumeDb, augment.volumeDb) / 20);
      for (let n = 0; n < window.length; n++) window[n]! *= gain;
    }
    return window;
  }

  private addNoise(window: Float32Array, id: string, version: number): void {
    const { noise, rng } = this.options;
    if (noise.kinds.length === 0) return;
    const { kind, snrDb, draws } = noiseChoice(noise, rng, id, version);
    const track = kind === 'babble' ? this.babble() : kind === 'recorded' ? this.recording(draws) : null;
    const own = this.noise.subarray(0, window.length);
    fillNoise(kind, own, FEATURE_RATE_HZ, draws, track);
    mixAtSnr(window, own, snrDb, FEATURE_RATE_HZ);
  }

  private babble(): Float32Array {
    const { dataset, babbleIndices, rng } = this.options;
    this.babbleTrack ??= createBabble(
      bySpeaker(dataset, babbleIndices),
      (index) => this.clips.clip(index),
      BABBLE_SECONDS * FEATURE_RATE_HZ,
      FEATURE_RATE_HZ,
      rng.fork('babble'),
    );
    return this.babbleTrack;
  }

  /** One of the dataset's recordings of noise. */
  private recording(rng: Rng): Float32Array {
    const { noises = [] } = this.options.dataset;
    const at = rng.int(noises.length);
    const kept = this.recorded.get(at) ?? this.clips.sound(noises[at]!).slice();
    this.recorded.set(at, kept);
    return kept;
  }
}

/** Moves samples to the right (to the left where negative), silence follows. */
function shift(window: Float32Array, samples: number): void {
  const by = Math.max(-window.length, Math.min(window.length, samples));
  if (by >= 0) window.copyWithin(by, 0).fill(0, 0, by);
  else window.copyWithin(0, -by).fill(0, window.length + by);
}

/** One list of clips a speaker; one list with all where speakers are unknown. */
function bySpeaker(dataset: Dataset, indices: readonly number[]): number[][] {
  const groups = groupBy(indices, (index) => utteranceAt(dataset, index).speaker ?? '');
  return [...groups.values()].map((positions) => positions.map((position) => indices[position]!));
}
