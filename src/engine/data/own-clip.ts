import { openAudio } from '../audio/decode-audio.ts';
import { mixToMono, swingOf } from '../audio/mix.ts';
import { StudioError, type ErrorParams } from '../core/errors.ts';

const MIN_SECONDS = 0.05;
/** Of a clip; what holds several may be longer. */
export const MAX_CLIP_SECONDS = 60;
const MIN_RATE_HZ = 4_000;
const MAX_RATE_HZ = 384_000;
/** More than any microphone array that people bring; each channel takes the memory of a clip. */
const MAX_CHANNELS = 32;
/** How far a clip must swing (-60 dB): below it there is nothing to hear. */
const SILENT_PEAK = 0.001;

/** What was done to a clip that its owner may want to know; the sentence is made by the view. */
export const clipNotes = ['silent-channel', 'inverted-channel', 'browser-decoded'] as const;
export type ClipNoteCode = (typeof clipNotes)[number];

export interface ClipNote {
  readonly code: ClipNoteCode;
  readonly params: ErrorParams;
}

export interface OwnClip {
  /** Mono, -1 to 1, in memory of their own. */
  readonly samples: Float32Array;
  readonly sampleRateHz: number;
  readonly notes: readonly ClipNote[];
}

/**
 * Decodes a person's file and refuses what cannot be a clip, from its header where that says enough.
 * @throws StudioError `file/` and `empty`, `unknown-format`, `unknown-codec`, `shorten`, `no-decoder`, `truncated`,
 *   `corrupt`, `not-finite`, `rate-out-of-range`, `too-many-channels`, `too-short`, `too-long`, `silent`
 */
export async function readOwnClip(bytes: Uint8Array, maxSeconds = MAX_CLIP_SECONDS): Promise<OwnClip> {
  const audio = openAudio(bytes);
  const { sampleRateHz: rateHz, channels: count, seconds } = audio;
  if (rateHz < MIN_RATE_HZ || rateHz > MAX_RATE_HZ)
    throw new StudioError('file/rate-out-of-range', { rateHz, min: MIN_RATE_HZ, max: MAX_RATE_HZ });
  if (count > MAX_CHANNELS) throw new StudioError('file/too-many-channels', { channels: count, max: MAX_CHANNELS });
  if (seconds !== null) checkDuration(seconds, maxSeconds);
  const { channels, sampleRateHz } = await audio.decode(maxSeconds);
  checkDuration((channels[0]?.length ?? 0) / sampleRateHz, maxSeconds);
  const { samples, silent, inverted } = mixToMono(channels);
  const peak = swingOf(samples);
  if (peak < SILENT_PEAK) throw new StudioError('file/silent', { peak });
  const notes: ClipNote[] = [];
  if (silent > 0) notes.push({ code: 'silent-channel', params: { silent, channels: count } });
  if (inverted > 0) notes.push({ code: 'inverted-channel', params: { inverted, channels: count } });
  if (audio.format.decoder === 'browser') notes.push({ code: 'browser-decoded', params: { format: audio.format.id } });
  // A copy: a decoder may have given a view of its memory.
  return { samples: samples.slice(), sampleRateHz, notes };
}

/** @throws StudioError `file/too-short`, `file/too-long` */
export function checkDuration(seconds: number, maxSeconds: number): void {
  if (seconds < MIN_SECONDS) throw new StudioError('file/too-short', { seconds, min: MIN_SECONDS });
  if (seconds > maxSeconds) throw new StudioError('file/too-long', { seconds, max: maxSeconds });
}
