import { StudioError } from '../core/errors.ts';
import type { ParamValues } from '../core/param-spec.ts';
import { splits, type Split } from '../data/dataset.ts';
import type { Sequences } from '../data/sequences.ts';
import { models } from './catalog.ts';

/** Frames of a net's answer to so many. */
export type OutFrames = (frames: number) => number;

/** How the answers of two nets meet: of how many frames of each one is taken. At least one of the two is 1. */
export interface Pooling {
  readonly teacher: number;
  readonly student: number;
}

/** Lengths on which rates are compared. */
const COMPARED_FRAMES = 64;
const MOST_POOLED = 8;

/** Null for a net that gives one answer a clip. */
export function outFramesOf(family: string, settings: ParamValues): OutFrames | null {
  const { outFrames } = models.get(family);
  if (!outFrames) return null;
  // Clips are many, their lengths few.
  const known = new Map<number, number>();
  return (frames) => {
    let answer = known.get(frames);
    if (answer === undefined) known.set(frames, (answer = outFrames(frames, settings)));
    return answer;
  };
}

/** Null where neither rate is a whole multiple of the other. */
export function poolingOf(teacher: OutFrames, student: OutFrames): Pooling | null {
  const meets = (fast: OutFrames, slow: OutFrames, every: number): boolean =>
    Array.from({ length: COMPARED_FRAMES }, (_, i) => i + 1).every(
      (frames) => Math.ceil(fast(frames) / every) === slow(frames),
    );
  for (let every = 1; every <= MOST_POOLED; every++) {
    if (meets(teacher, student, every)) return { teacher: every, student: 1 };
    if (meets(student, teacher, every)) return { teacher: 1, student: every };
  }
  return null;
}

interface Sized {
  readonly family: string;
  readonly settings: ParamValues;
}

/**
 * Of two nets that answer frame by frame.
 * @throws StudioError `experiment/invalid` where neither rate is a whole multiple of the other
 */
export function poolingBetween(teacher: Sized, student: Sized): Pooling {
  const [ofTeacher, ofStudent] = [teacher, student].map(({ family, settings }) => outFramesOf(family, settings));
  const pooling = ofTeacher && ofStudent ? poolingOf(ofTeacher, ofStudent) : null;
  if (!pooling) throw new StudioError('experiment/invalid', { field: 'trainings', reason: 'frame-rates-differ' });
  return pooling;
}

/** With the frames of this net's answers. */
export function sequencesFor(sequences: Sequences, family: string, settings: ParamValues): Sequences {
  const outFrames = outFramesOf(family, settings);
  if (!outFrames) return sequences;
  const outLengths = Object.fromEntries(splits.map((split) => [split, sequences.lengths[split].map(outFrames)]));
  return { ...sequences, outLengths: outLengths as Record<Split, Int32Array> };
}
