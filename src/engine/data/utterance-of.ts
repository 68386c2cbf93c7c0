import { StudioError } from '../core/errors.ts';
import type { Segment, Utterance } from './dataset.ts';
import { checkLabel } from './label-text.ts';
import type { FileUtterance } from './layouts/layout.ts';
import { checkDuration, MAX_CLIP_SECONDS } from './own-clip.ts';
import type { Recording } from './own-recordings.ts';

/** What labels may go past the end of the sound, by rounding: they are cut there. */
const TOLERANCE_SECONDS = 0.05;

/**
 * The stretch of a recording that a layout tells of, its times within it.
 * @throws StudioError `file/labels-past-end`, `file/too-short`, `file/too-long`, `file/broken-name`, `file/label-too-long`
 */
export function utteranceOf({ audio }: Recording, told: FileUtterance): Omit<Utterance, 'id'> {
  const { label, speaker, split, transcript, phones, words, cut } = told;
  const total = audio.length / audio.sampleRateHz;
  const end = cut === undefined || cut.endSeconds === Infinity ? total : cut.endSeconds;
  const start = cut?.startSeconds ?? 0;
  if (end > total + TOLERANCE_SECONDS || start >= total) throw pastEnd(Math.max(start, end), total);
  const first = Math.round(start * audio.sampleRateHz);
  const length = Math.min(audio.length, Math.round(end * audio.sampleRateHz)) - first;
  const seconds = length / audio.sampleRateHz;
  checkDuration(seconds, MAX_CLIP_SECONDS);
  if (label !== undefined) checkLabel(label);
  if (speaker !== undefined) checkLabel(speaker);
  return {
    audio: {
      ...audio,
      offset: audio.offset + first,
      length,
      ...(first > 0 && { content: `${audio.content}@${first}` }),
    },
    ...(speaker !== undefined && { speaker }),
    ...(split !== undefined && { split }),
    ...(label !== undefined && { label }),
    ...(transcript !== undefined && { transcript }),
    ...(phones !== undefined && { segments: within(phones, seconds) }),
    ...(words !== undefined && { words: within(words, seconds) }),
  };
}

/** @throws StudioError `file/labels-past-end` */
function within(segments: readonly Segment[], seconds: number): Segment[] {
  const last = segments.reduce((end, { endSeconds }) => Math.max(end, endSeconds), 0);
  if (last > seconds + TOLERANCE_SECONDS) throw pastEnd(last, seconds);
  return segments
    .filter(({ startSeconds }) => startSeconds < seconds)
    .map((segment) => ({ ...segment, endSeconds: Math.min(segment.endSeconds, seconds) }));
}

function pastEnd(end: number, seconds: number): StudioError {
  const rounded = (value: number) => Math.round(100 * value) / 100;
  return new StudioError('file/labels-past-end', { end: rounded(end), seconds: rounded(seconds) });
}
