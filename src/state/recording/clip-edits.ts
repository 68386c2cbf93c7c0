import type { RecordedClip } from '../../engine/data/recordings.ts';
import type { Stretch } from '../../engine/data/trim.ts';

/** A shorter piece is no clip that a net could learn from. */
const MIN_CLIP_SECONDS = 0.1;

type Clips = readonly RecordedClip[];

/** Fewest samples of a clip. */
export function minSamples({ sampleRateHz }: Pick<RecordedClip, 'sampleRateHz'>): number {
  return Math.ceil(MIN_CLIP_SECONDS * sampleRateHz);
}

/** Cut anew out of their takes, within them and not too short. @param stretches by the clip's id */
export function trimmed(clips: Clips, stretches: ReadonlyMap<string, Stretch>): Clips {
  return clips.map((clip) => {
    const stretch = stretches.get(clip.id);
    if (!stretch) return clip;
    const least = Math.min(minSamples(clip), clip.takeLength);
    const start = Math.max(0, Math.min(Math.round(stretch.start), clip.takeLength - least));
    const end = Math.min(clip.takeLength, Math.max(Math.round(stretch.end), start + least));
    return start === clip.start && end === clip.end ? clip : { ...clip, start, end };
  });
}

/** Whether both pieces would be clips. @param at sample of the take */
export function canSplit(clip: RecordedClip, at: number): boolean {
  return at - clip.start >= minSamples(clip) && clip.end - at >= minSamples(clip);
}

/** Two clips instead of one; both keep its label. */
export function split(clips: Clips, id: string, at: number): Clips {
  return clips.flatMap((clip) => {
    if (clip.id !== id || !canSplit(clip, at)) return [clip];
    return [
      { ...clip, end: at },
      { ...clip, id: unusedId(`${clip.id}@${at}`, clips), start: at },
    ];
  });
}

/**
 * A clip for each of several stretches, in the place of the one that they lie in; both its label and its flaws stay.
 * @param stretches by the clip's id; one alone, or one that is too short, divides nothing
 */
export function divided(clips: Clips, stretches: ReadonlyMap<string, readonly Stretch[]>): Clips {
  return clips.reduce<Clips>((done, clip) => {
    const long = (stretches.get(clip.id) ?? []).filter(({ start, end }) => end - start >= minSamples(clip));
    if (long.length < 2) return [...done, clip];
    const used = [...done, ...clips];
    const pieces = long.map(({ start, end }, i) => {
      return { ...clip, start, end, id: i === 0 ? clip.id : unusedId(`${clip.id}@${start}`, used) };
    });
    return [...done, ...pieces];
  }, []);
}

/** @param label null: background noise */
export function relabelled(clips: Clips, ids: ReadonlySet<string>, label: string | null): Clips {
  return clips.map((clip) => (ids.has(clip.id) && clip.label !== label ? { ...clip, label } : clip));
}

/** @param speaker empty: nobody says who it was */
export function saidBy(clips: Clips, ids: ReadonlySet<string>, speaker: string): Clips {
  return clips.map((clip) => (ids.has(clip.id) && clip.speaker !== speaker ? { ...clip, speaker } : clip));
}

export function without(clips: Clips, ids: ReadonlySet<string>): Clips {
  return clips.filter(({ id }) => !ids.has(id));
}

function unusedId(wanted: string, clips: Clips): string {
  const isUsed = (id: string) => clips.some((clip) => clip.id === id);
  let id = wanted;
  for (let n = 2; isUsed(id); n++) id = `${wanted} (${n})`;
  return id;
}
