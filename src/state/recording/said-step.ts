import type { RecordedClip } from '../../engine/data/recordings.ts';

type Clips = readonly RecordedClip[];

/** What became of the clip of a sound: it came (`before` is null), went (`after` is null), or has another label. */
export interface SaidStep {
  /** Of the sound that was heard. */
  readonly entry: number;
  readonly before: RecordedClip | null;
  readonly after: RecordedClip | null;
}

/** The clips without a step; what was done to them since, elsewhere, stays. */
export function takeBack(clips: Clips, { before, after }: SaidStep): Clips {
  if (!before) return clips.filter(({ id }) => id !== after?.id);
  if (!after) return clips.some(({ id }) => id === before.id) ? clips : [...clips, before];
  return clips.map((clip) => (clip.id === after.id ? { ...clip, label: before.label } : clip));
}
