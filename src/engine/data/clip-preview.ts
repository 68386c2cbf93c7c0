import { FEATURE_RATE_HZ, windowOf } from '../config/frame-geometry.ts';
import type { PreviewSettings } from '../config/hearing.ts';
import { featureStream } from './augment/moves.ts';
import { denoisedSound } from '../dsp/denoise/denoised-sound.ts';
import { specAugment } from './augment/spec-augment.ts';
import { ClipSounds } from './clip-sounds.ts';
import type { AudioRef, Dataset } from './dataset.ts';
import { spectrogramOf, type Spectrogram } from './spectrogram.ts';

/** Mono, -1 to 1. */
export interface PreviewSound {
  readonly id: string;
  readonly samples: Float32Array;
  readonly sampleRateHz: number;
}

export interface PreviewRequest extends PreviewSettings {
  readonly clip: PreviewSound;
  /** Clips of other voices, which babble is made of. */
  readonly others: readonly PreviewSound[];
  /** The dataset's recordings of noise. */
  readonly noises: readonly PreviewSound[];
  /** Of the dataset: 95th percentile of the training durations. */
  readonly windowSeconds: number;
}

export interface ClipPreview {
  readonly samples: Float32Array;
  readonly sampleRateHz: number;
  readonly spectrogram: Spectrogram;
}

/**
 * A clip as a run makes it, in its window: the same random draws by seed, version and clip id. Only babble is of the voices
 * given, where a run has all of its training clips. A clip for validation or test is varied too, which a run does not.
 *
 * @throws StudioError `data/no-recorded-noise`
 */
export function previewClip(request: PreviewRequest): ClipPreview {
  const { clip, others, hearing, version, seed, frontEnd, noise, augment, windowSeconds } = request;
  const rng = featureStream(seed);
  const sounds = new ClipSounds({
    dataset: smallDataset(request),
    babbleIndices: others.map((_, i) => i + 1),
    windowSamples: windowOf(windowSeconds, frontEnd).samples,
    noise,
    augment,
    rng,
  });
  const isVaried = hearing === 'augmented';
  const samples = sounds.render(0, version, { varied: isVaried, noisy: true });
  const shown = hearing === 'noisy' ? { ...frontEnd, denoise: 'none' as const } : frontEnd;
  const spectrogram = spectrogramOf(samples, FEATURE_RATE_HZ, shown);
  if (isVaried) {
    const groups = 1 + frontEnd.deltas;
    const shape = { frames: spectrogram.frames, statics: spectrogram.bins / groups, groups, hopMs: frontEnd.hopMs };
    specAugment(spectrogram.data, 0, shape, augment, rng.fork('masks').fork(version).fork(clip.id));
  }
  return { samples: denoisedSound(samples, shown), sampleRateHz: FEATURE_RATE_HZ, spectrogram };
}

function smallDataset({ clip, others, noises }: PreviewRequest): Dataset {
  const all = [clip, ...others, ...noises];
  const pcm = new Float32Array(all.reduce((sum, { samples }) => sum + samples.length, 0));
  let offset = 0;
  const refs = all.map(({ samples, sampleRateHz }): AudioRef => {
    pcm.set(samples, offset);
    const ref = { offset, length: samples.length, sampleRateHz };
    offset += samples.length;
    return ref;
  });
  const spoken = 1 + others.length;
  return {
    id: 'preview',
    name: 'preview',
    fingerprint: '',
    classes: [],
    // Each of the others counts as a voice of its own.
    utterances: all.slice(0, spoken).map(({ id }, i) => ({ id, audio: refs[i]!, speaker: id })),
    speakersKnown: true,
    skipped: [],
    noises: refs.slice(spoken),
    pcm,
  };
}
