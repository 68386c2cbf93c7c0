import { StudioError } from '../core/errors.ts';
import { loudness } from './loudness.ts';
import { wordStretch, type Stretch } from './trim.ts';

/** What a person should know of a take that is kept all the same. */
export const takeFlaws = ['clipped', 'quiet', 'cut-off'] as const;
export type TakeFlaw = (typeof takeFlaws)[number];

/** The word in a take. */
export interface FoundWord extends Stretch {
  readonly flaws: readonly TakeFlaw[];
}

/** Below this peak (-46 dB) nothing was said, or the microphone is off. */
const SILENT_PEAK = 0.005;
const MIN_SECONDS = 0.1;
/** A converter that has run out of numbers stands at its end for several samples; a wave that just reaches it does not. */
const CEILING = 0.999;
const CEILING_SAMPLES = 3;
/** A word whose peak is below it (-34 dB) is coded by few bits, and drowns in any noise. */
const QUIET_PEAK = 0.02;
/** A word this close to its room is hard to tell from it, unless it is loud by itself. */
const CLOSE_TO_ROOM_DB = 12;
const LOUD_DB = -30;

/**
 * Finds the word in a take by its energy, and what is wrong with it.
 * @param samples mono, -1 to 1
 * @throws StudioError `file/silent`, `file/too-short`
 */
export function findWord(samples: Float32Array, sampleRateHz: number): FoundWord {
  const peak = peakOf(samples);
  if (peak < SILENT_PEAK) throw new StudioError('file/silent', { peak });
  const stretch = wordStretch(samples, sampleRateHz);
  const seconds = (stretch.end - stretch.start) / sampleRateHz;
  if (seconds < MIN_SECONDS) throw new StudioError('file/too-short', { seconds, min: MIN_SECONDS });
  return { ...stretch, flaws: flawsOf(samples, sampleRateHz, peak) };
}

function flawsOf(samples: Float32Array, sampleRateHz: number, peak: number): TakeFlaw[] {
  const { loud, loudestDb, roomDb } = loudness(samples, sampleRateHz);
  const drowns = loudestDb - roomDb < CLOSE_TO_ROOM_DB && loudestDb < LOUD_DB;
  const found: Record<TakeFlaw, boolean> = {
    clipped: clips(samples),
    quiet: peak < QUIET_PEAK || drowns,
    'cut-off': loud[0] === true || loud.at(-1) === true,
  };
  return takeFlaws.filter((flaw) => found[flaw]);
}

function clips(samples: Float32Array): boolean {
  let standing = 0;
  return samples.some((sample) => {
    standing = Math.abs(sample) >= CEILING ? standing + 1 : 0;
    return standing >= CEILING_SAMPLES;
  });
}

/** How far samples swing from zero. */
function peakOf(samples: Float32Array): number {
  return samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
}
