import { groupBy } from '../core/group-by.ts';
import { Rng } from '../core/rng.ts';
import type { Dataset, Split } from './dataset.ts';

/** Shares of the clips that go to validation and test, as near as whole speakers allow. */
const SHARE = 0.18;
/** One for each split. */
const MIN_SPEAKERS = 3;

export interface SplitAssignment {
  /** Of each utterance, in the dataset's order. */
  readonly splits: readonly Split[];
  /** No speaker is in two splits; false: the scores may flatter. */
  readonly bySpeaker: boolean;
}

/**
 * The stream that a dataset is split by: its own, not the experiment's, so that the page can show the splits before a
 * run, and runs with other seeds are scored on the same voices.
 */
export function splitStream(dataset: Dataset): Rng {
  return new Rng(`splits/${dataset.fingerprint}`);
}

/**
 * Puts every utterance into a split: by the official lists where all have one, else by speaker where there are at least
 * three, else by class. Seeded; each split gets clips.
 */
export function assignSplits(dataset: Dataset, rng: Rng): SplitAssignment {
  const { utterances, speakersKnown } = dataset;
  const official = utterances.map(({ split }) => split);
  if (official.every((split) => split !== undefined) && new Set(official).size === 3)
    return { splits: official, bySpeaker: speakersKnown };
  const speakers = groupBy(utterances, ({ speaker }) => speaker ?? '');
  if (speakersKnown && speakers.size >= MIN_SPEAKERS)
    return { splits: splitWholeGroups(speakers, utterances.length, rng), bySpeaker: true };
  const classes = groupBy(utterances, ({ label }) => label ?? '');
  return { splits: splitWithinGroups(classes, utterances.length, rng), bySpeaker: false };
}

/** Whole speakers, in a random order, to test and validation until their share is reached; the rest trains. */
function splitWholeGroups(groups: ReadonlyMap<string, readonly number[]>, total: number, rng: Rng): Split[] {
  const splits = new Array<Split>(total).fill('train');
  const order = rng.fork('speakers').shuffle([...groups.keys()].sort());
  // Whoever has most of the clips trains, or there would be little to learn from: the last of the order always does.
  const major = order.findIndex((name) => groups.get(name)!.length > total / 2);
  if (major >= 0) order.push(...order.splice(major, 1));
  const take = (split: Split, leave: number): void => {
    for (let taken = 0; order.length > leave;) {
      const members = groups.get(order[0]!)!;
      // The first always; another only if that comes nearer to the share.
      if (taken > 0 && taken + members.length / 2 > SHARE * total) return;
      order.shift();
      for (const index of members) splits[index] = split;
      taken += members.length;
    }
  };
  take('test', 2);
  take('validation', 1);
  return splits;
}

/** The same shares of every class. */
function splitWithinGroups(groups: ReadonlyMap<string, readonly number[]>, total: number, rng: Rng): Split[] {
  const splits = new Array<Split>(total).fill('train');
  for (const [label, members] of groups) {
    const order = rng.fork(`clips-${label}`).shuffle([...members]);
    const held = Math.max(1, Math.round(SHARE * order.length));
    order.slice(0, held).forEach((index) => (splits[index] = 'test'));
    order.slice(held, 2 * held).forEach((index) => (splits[index] = 'validation'));
  }
  return splits;
}
