import { groupBy } from '../core/group-by.ts';
import type { Rng } from '../core/rng.ts';
import type { Dataset, Utterance } from './dataset.ts';

/**
 * Which of the utterances stay where there are to be at most `maxClips`: from each official split in proportion, and within
 * it evenly by class, drawn from the seed.
 * @param maxClips null: no limit; at least 3, so that each split keeps a clip
 * @returns indices, ascending; null for all
 */
export function clipsWithin(utterances: readonly Utterance[], maxClips: number | null, rng: Rng): Int32Array | null {
  if (maxClips === null || utterances.length <= maxClips) return null;
  const bySplit = groupBy(utterances, ({ split }) => split ?? '');
  const kept: number[] = [];
  for (const [split, members] of bySplit) {
    const quota = Math.max(1, Math.floor((maxClips * members.length) / utterances.length));
    // One by one: a call takes no more than about 120,000 arguments.
    for (const index of spreadOverClasses(members, utterances, rng.fork(split)).slice(0, quota)) kept.push(index);
  }
  return Int32Array.from(kept).sort();
}

/** The dataset with these clips alone; the samples stay where they are. @param clips null for all */
export function withClips(dataset: Dataset, clips: Int32Array | null): Dataset {
  return clips ? { ...dataset, utterances: Array.from(clips, (index) => dataset.utterances[index]!) } : dataset;
}

/** The members in an order that goes round the classes, which are shuffled, as are the clips of each. */
function spreadOverClasses(members: readonly number[], utterances: readonly Utterance[], rng: Rng): number[] {
  const byClass = groupBy(members, (index) => utterances[index]!.label ?? '');
  const classes = rng.fork('classes').shuffle([...byClass.keys()].sort());
  const queues = classes.map((name) => {
    const places = byClass.get(name)!;
    return rng.fork(`clips-${name}`).shuffle(places.map((place) => members[place]!));
  });
  const order: number[] = [];
  for (let round = 0; order.length < members.length; round++)
    for (const queue of queues) if (round < queue.length) order.push(queue[round]!);
  return order;
}
