import { decodeAudio, inspectAudio } from '../audio/decode-audio.ts';
import { mixToMono } from '../audio/mix.ts';
import { StudioError } from '../core/errors.ts';

const MIN_SECONDS = 0.05;
const MAX_SECONDS = 60;
const MIN_RATE_HZ = 4_000;
const MAX_RATE_HZ = 384_000;
/** Half the distance of the lowest from the highest sample (-60 dB), below which there is nothing to hear. */
const SILENT_PEAK = 0.001;

export interface OwnClip {
  /** Mono, -1 to 1, in memory of their own. */
  readonly samples: Float32Array;
  readonly sampleRateHz: number;
}

/**
 * Decodes a person's file and refuses what cannot be a clip, from its header where that says enough.
 * @throws StudioError `file/` and `empty`, `unknown-format`, `truncated`, `corrupt`, `not-finite`, `rate-out-of-range`,
 *   `too-short`, `too-long`, `silent`
 */
export async function readOwnClip(bytes: Uint8Array): Promise<OwnClip> {
  const { sampleRateHz, seconds } = inspectAudio(bytes);
  if (sampleRateHz < MIN_RATE_HZ || sampleRateHz > MAX_RATE_HZ)
    throw new StudioError('file/rate-out-of-range', { rateHz: sampleRateHz, min: MIN_RATE_HZ, max: MAX_RATE_HZ });
  if (seconds !== null) checkDuration(seconds);
  const { channels } = await decodeAudio(bytes);
  checkDuration((channels[0]?.length ?? 0) / sampleRateHz);
  // A copy: a decoder may have given a view of its memory.
  const samples = mixToMono(channels).slice();
  const peak = peakAroundMiddle(samples);
  if (peak < SILENT_PEAK) throw new StudioError('file/silent', { peak });
  return { samples, sampleRateHz };
}

function checkDuration(seconds: number): void {
  if (seconds < MIN_SECONDS) throw new StudioError('file/too-short', { seconds, min: MIN_SECONDS });
  if (seconds > MAX_SECONDS) throw new StudioError('file/too-long', { seconds, max: MAX_SECONDS });
}

/** A constant offset is not sound. */
function peakAroundMiddle(samples: Float32Array): number {
  let [low, high] = [Infinity, -Infinity];
  for (const sample of samples) {
    if (sample < low) low = sample;
    if (sample > high) high = sample;
  }
  return (high - low) / 2;
}
