import type { FrontEndConfig } from './experiment.ts';

/** Rate at which all features are computed. */
export const FEATURE_RATE_HZ = 16_000;

/** A window that all clips are fitted to is no longer. */
export const MAX_WINDOW_SECONDS = 2;

/** Sizes that follow from a configuration, in samples at {@link FEATURE_RATE_HZ}. */
export interface FrameGeometry {
  readonly frameSamples: number;
  readonly hopSamples: number;
  /** Mirrored samples before the first and after the last: half a frame where frames are centred, else none. */
  readonly padSamples: number;
  readonly fftSize: number;
  /** First bin of the transform that a spectrogram shows, and how many. */
  readonly firstBin: number;
  readonly spectrumBins: number;
  /** Features a frame, differences included. */
  readonly bins: number;
}

export function frameGeometry(config: FrontEndConfig): FrameGeometry {
  const frameSamples = Math.round((config.windowMs * FEATURE_RATE_HZ) / 1000);
  const fftSize = fftSizeOf(frameSamples, config.fft);
  const binHz = FEATURE_RATE_HZ / fftSize;
  const firstBin = Math.ceil(config.lowHz / binHz);
  const spectrumBins = Math.max(0, Math.floor(config.highHz / binHz) - firstBin + 1);
  const statics =
    config.kind === 'mfcc' ? config.coefficients : config.kind === 'spectrogram' ? spectrumBins : config.melBands;
  return {
    frameSamples,
    hopSamples: Math.round((config.hopMs * FEATURE_RATE_HZ) / 1000),
    padSamples: config.edges === 'centre' ? frameSamples >> 1 : 0,
    fftSize,
    firstBin,
    spectrumBins,
    bins: statics * (1 + config.deltas),
  };
}

/**
 * Frames of a window of clips, and its samples: as long as asked, at most `maxSeconds` and at least one frame, lengthened
 * to the end of a frame.
 */
export function windowOf(
  seconds: number,
  config: FrontEndConfig,
  maxSeconds = MAX_WINDOW_SECONDS,
): { readonly frames: number; readonly samples: number } {
  const { frameSamples, hopSamples, padSamples } = frameGeometry(config);
  const wanted = Math.min(maxSeconds, seconds) * FEATURE_RATE_HZ;
  const one = frameSamples - 2 * padSamples;
  // Samples can be mirrored when there is one more than the padding.
  const least = padSamples === 0 ? 0 : padSamples + 1;
  const hops = Math.max(0, Math.ceil((Math.max(wanted, least) - one) / hopSamples));
  return { frames: hops + 1, samples: one + hops * hopSamples };
}

/** `shortest`: the next multiple of 8 whose other prime factors are 2, 3 and 5. */
function fftSizeOf(frameSamples: number, rule: FrontEndConfig['fft']): number {
  if (rule === 'power-of-two') return 2 ** Math.ceil(Math.log2(Math.max(8, frameSamples)));
  let eights = Math.ceil(frameSamples / 8);
  while (!isSmooth(eights)) eights++;
  return 8 * eights;
}

function isSmooth(n: number): boolean {
  let rest = n;
  for (const prime of [2, 3, 5]) while (rest % prime === 0) rest /= prime;
  return rest === 1;
}
