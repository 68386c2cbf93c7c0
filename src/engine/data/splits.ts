import { groupBy } from '../core/group-by.ts';
import { Rng } from '../core/rng.ts';
import { splits as splitNames, type Dataset, type Split, type Utterance } from './dataset.ts';

/** Shares of the clips that go to validation and test, as near as whole speakers allow. */
const SHARE = 0.18;
/** Filled in this order. */
const HELD_OUT: readonly Split[] = ['test', 'validation'];

export interface SplitAssignment {
  /** Of each utterance, in the dataset's order. */
  readonly splits: readonly Split[];
  /** No speaker is in two splits; false: the scores may flatter. */
  readonly bySpeaker: boolean;
  /** The splits that the corpus itself gives; the others were drawn. */
  readonly official: readonly Split[];
}

/**
 * The stream that a dataset is split by: its own, not the experiment's, so that the page can show the splits before a
 * run, and runs with other seeds are scored on the same voices.
 */
export function splitStream(dataset: Dataset): Rng {
  return new Rng(`splits/${dataset.fingerprint}`);
}

/**
 * Puts every utterance into a split: by the official lists where they train and hold something out, else by speaker
 * where there are at least three, else by class. What the lists leave open is drawn from what they train with. Seeded;
 * each split gets clips.
 */
export function assignSplits(dataset: Dataset, rng: Rng): SplitAssignment {
  const { utterances, speakersKnown } = dataset;
  const official = splitNames.filter((name) => utterances.some(({ split }) => split === name));
  if (!official.includes('train') || official.length < 2)
    return { ...drawn(utterances, splitNames, speakersKnown, rng), official: [] };
  const splits = utterances.map(({ split }): Split => split ?? 'train');
  const missing = splitNames.filter((name) => !official.includes(name));
  if (missing.length > 0) {
    const training = [...splits.keys()].filter((index) => splits[index] === 'train');
    const members = training.map((index) => utterances[index]!);
    const parts = drawn(members, ['train', ...missing], speakersKnown, rng);
    training.forEach((index, place) => (splits[index] = parts.splits[place]!));
  }
  return { splits, bySpeaker: speakersKnown && speakersInTwo(utterances, splits).length === 0, official };
}

/** Speakers that are heard in more than one split, sorted. */
export function speakersInTwo(utterances: readonly Utterance[], splits: readonly Split[]): string[] {
  const heardIn = new Map<string, Split>();
  const leaking = new Set<string>();
  utterances.forEach(({ speaker }, index) => {
    const split = splits[index]!;
    if (speaker === undefined) return;
    if ((heardIn.get(speaker) ?? split) !== split) leaking.add(speaker);
    heardIn.set(speaker, split);
  });
  return [...leaking].sort();
}

/** @param into the splits to fill, `train` and one or two more */
function drawn(
  utterances: readonly Utterance[],
  into: readonly Split[],
  speakersKnown: boolean,
  rng: Rng,
): { splits: Split[]; bySpeaker: boolean } {
  const held = HELD_OUT.filter((split) => into.includes(split));
  const speakers = groupBy(utterances, ({ speaker }) => speaker ?? '');
  if (speakersKnown && speakers.size > held.length)
    return { splits: splitWholeGroups(speakers, utterances.length, held, rng), bySpeaker: true };
  const classes = groupBy(utterances, ({ label }) => label ?? '');
  return { splits: splitWithinGroups(classes, utterances.length, held, rng), bySpeaker: false };
}

/** Whole speakers, in a random order, to what is held out until their share is reached; the rest trains. */
function splitWholeGroups(
  groups: ReadonlyMap<string, readonly number[]>,
  total: number,
  held: readonly Split[],
  rng: Rng,
): Split[] {
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
  held.forEach((split, at) => take(split, held.length - at));
  return splits;
}

/** The same shares of every class. */
function splitWithinGroups(
  groups: ReadonlyMap<string, readonly number[]>,
  total: number,
  held: readonly Split[],
  rng: Rng,
): Split[] {
  const splits = new Array<Split>(total).fill('train');
  for (const [label, members] of groups) {
    const order = rng.fork(`clips-${label}`).shuffle([...members]);
    const size = Math.max(1, Math.round(SHARE * order.length));
    held.forEach((split, at) => {
      for (const index of order.slice(at * size, (at + 1) * size)) splits[index] = split;
    });
  }
  return splits;
}
