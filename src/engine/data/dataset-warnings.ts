import type { ErrorParams } from '../core/errors.ts';
import { groupBy } from '../core/group-by.ts';
import { splits as splitNames, type Dataset, type Split, type Utterance } from './dataset.ts';
import { speakersInTwo } from './splits.ts';

export const warningCodes = [
  'speakers-unknown',
  'one-speaker',
  'speakers-leak',
  'class-case',
  'class-small',
  'class-missing',
  'unbalanced',
  'in-memory',
] as const;
export type WarningCode = (typeof warningCodes)[number];

/** Something that makes scores doubtful, or limits what can be done, though training goes on. Sentences are below `dataset.warnings`. */
export interface DatasetWarning {
  readonly code: WarningCode;
  readonly params: ErrorParams;
}

/** A class of fewer clips has one or two in each split: its score is a coin. */
const SMALL_CLASS = 20;
/** Times as many clips as the smallest class, from which a net may answer with the biggest and look good. */
const UNBALANCED = 8;

/** What a person should know before trusting scores on the dataset. @param splits null where there are none */
export function warningsOf(dataset: Dataset, splits: readonly Split[] | null): DatasetWarning[] {
  const { utterances, classes, speakersKnown } = dataset;
  const warnings: DatasetWarning[] = [];
  const only = onlySpeaker(utterances);
  if (only !== null) warnings.push({ code: 'one-speaker', params: { speaker: only } });
  else if (!speakersKnown && utterances.length > 0) warnings.push({ code: 'speakers-unknown', params: {} });
  const leaking = splits && speakersKnown ? speakersInTwo(utterances, splits) : [];
  if (leaking.length > 0)
    warnings.push({ code: 'speakers-leak', params: { count: leaking.length, example: leaking[0]! } });
  const sameButCase = [...groupBy(classes, (name) => name.toLocaleLowerCase('en')).values()].find(
    (indices) => indices.length > 1,
  );
  if (sameButCase)
    warnings.push({ code: 'class-case', params: { one: classes[sameButCase[0]!]!, other: classes[sameButCase[1]!]! } });
  const members = groupBy(utterances, ({ label }) => label);
  const sizes = classes
    .map((name) => ({ name, clips: members.get(name)?.length ?? 0 }))
    .sort((a, b) => a.clips - b.clips);
  const [smallest, biggest] = [sizes[0], sizes.at(-1)];
  if (!smallest || !biggest) return warnings;
  const small = sizes.filter(({ clips }) => clips < SMALL_CLASS);
  if (small.length > 0)
    warnings.push({
      code: 'class-small',
      params: { count: small.length, example: smallest.name, clips: smallest.clips, min: SMALL_CLASS },
    });
  for (const split of splits ? splitNames : []) {
    const missing = classes.filter((name) => !members.get(name)?.some((index) => splits?.[index] === split));
    if (missing.length > 0)
      warnings.push({ code: 'class-missing', params: { split, count: missing.length, example: missing[0]! } });
  }
  if (biggest.clips >= UNBALANCED * smallest.clips)
    warnings.push({
      code: 'unbalanced',
      params: { most: biggest.name, clips: biggest.clips, least: smallest.name, fewest: smallest.clips },
    });
  return warnings;
}

/** The speaker of all clips, where it is one and known. */
function onlySpeaker(utterances: readonly Utterance[]): string | null {
  const [first] = utterances;
  return first?.speaker !== undefined && utterances.every(({ speaker }) => speaker === first.speaker)
    ? first.speaker
    : null;
}
