import { groupBy } from '../core/group-by.ts';
import type { Rng } from '../core/rng.ts';

/** However small the share, a class keeps this many labels, or all that it has. */
const MIN_PER_CLASS = 3;

/**
 * Which training clips keep their label: drawn by class, at least three a class. Nested: with the same stream a smaller
 * share lies within every larger one.
 * @param labels class of each training clip
 * @param sharePercent 0 to 100
 * @returns positions in `labels`, ascending
 */
export function drawLabelShare(labels: Int32Array, sharePercent: number, rng: Rng): Int32Array {
  const byClass = groupBy(labels, (label) => label);
  const drawn: number[] = [];
  for (const [label, members] of byClass) {
    const wanted = Math.max(MIN_PER_CLASS, Math.round((members.length * sharePercent) / 100));
    // One by one: a call takes no more than about 120,000 arguments.
    for (const place of rng.fork(`class-${label}`).shuffle(members).slice(0, wanted)) drawn.push(place);
  }
  return Int32Array.from(drawn).sort();
}
