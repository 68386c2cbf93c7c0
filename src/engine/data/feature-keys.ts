import { Digest, digestOf } from '../core/hash.ts';
import { Rng } from '../core/rng.ts';
import { isAugmented } from '../config/noisy-versions.ts';
import type { AudioRef, Dataset } from './dataset.ts';
import type { FeatureShape } from './feature-block.ts';
import { createFeatureExtractor, type FeatureExtractorOptions } from './features.ts';
import { hissDataset } from './hiss-dataset.ts';
import { noiseChoice } from './noise-choice.ts';
import { utteranceAt } from './resampled-clips.ts';

/** What names features: the way they are made, and the clip that they are made of. The same names, the same bits. */
export interface FeatureKeys {
  /** Digest of all that holds for every clip. */
  readonly settings: string;
  /** 32 hex digits, for one clip in its first version. */
  keyOf(clipIndex: number): string;
}

/**
 * Null for a dataset whose clips do not say what they hold. A clip's key holds what of noise and variation touches it:
 * where neither is asked for, its sound alone.
 */
export function featureKeys(options: FeatureExtractorOptions, shape: FeatureShape): FeatureKeys | null {
  const { dataset, trainIndices, variedIndices = trainIndices, noise, augment, rng } = options;
  if (dataset.utterances.some(({ audio }) => audio.content === undefined)) return null;
  const { normalise, ...frontEnd } = options.frontEnd;
  const isNoisy = noise.kinds.length > 0;
  const isVaried = isAugmented(augment);
  const { versions: _versions, ...noises } = noise;
  const settings = digestOf({
    // A clip that is taken whole is as long as it is, whichever is the longest.
    shape: options.shape ? { bins: shape.bins } : shape,
    frontEnd,
    // Statistics over all clips come after what is kept.
    ...(normalise === 'utterance' && { normalise }),
    noise: isNoisy ? noises : null,
    augment: isVaried ? augment : null,
    stream: isNoisy || isVaried ? rng.path : null,
    code: codeDigest(options),
  });
  const variedClips = new Set(variedIndices);
  // Babble is of all training voices, recorded noise of all the recordings.
  const tracks: Partial<Record<string, string>> = {
    babble: noise.kinds.includes('babble') ? voicesDigest(dataset, trainIndices) : '',
    recorded: digestOf((dataset.noises ?? []).map(soundOf)),
  };
  return {
    settings,
    keyOf(clipIndex) {
      const { id, audio } = utteranceAt(dataset, clipIndex);
      const varied = isVaried && variedClips.has(clipIndex);
      const kind = isNoisy ? noiseChoice(noise, rng, id, 0).kind : null;
      const drawn = varied || isNoisy ? [id, varied, kind && (tracks[kind] ?? '')] : [];
      const text = JSON.stringify([...soundOf(audio), ...drawn]);
      return new Digest().text(text).hex() + new Digest().text(`~${text}`).hex();
    },
  };
}

function soundOf({ content, length, sampleRateHz }: AudioRef): readonly unknown[] {
  return [content, length, sampleRateHz];
}

function voicesDigest(dataset: Dataset, indices: readonly number[]): string {
  const digest = new Digest();
  for (const index of indices) {
    const { speaker, audio } = utteranceAt(dataset, index);
    digest.text(JSON.stringify([speaker, ...soundOf(audio)]));
  }
  return digest.hex();
}

const PROBE_SECONDS = 0.3;

/** Of the features of two made-up clips: another version of the code, or a machine that rounds otherwise, shows by it. */
function codeDigest({ frontEnd, noise, augment }: FeatureExtractorOptions): string {
  const rng = new Rng('feature-probe');
  const dataset = hissDataset([16_000, 44_100], PROBE_SECONDS, rng);
  const extractor = createFeatureExtractor({ dataset, trainIndices: [0, 1], frontEnd, noise, augment, rng });
  const { frames, bins } = extractor.shape;
  const features = new Float32Array(frames * bins);
  const digest = new Digest();
  // Several versions draw several kinds of noise.
  for (let version = 0; version < 4; version++)
    for (const clip of [0, 1]) {
      extractor.extract(clip, version, features, 0);
      digest.array(features);
    }
  return digest.hex();
}
