import type { DatasetSummary } from '../../state/services.ts';

/** By what the parts were drawn. Known speakers who are in two parts all the same, or one alone, were too few to be kept apart. */
export function splitOrigin({
  officialSplits,
  speakersKnown,
  warnings,
  task,
}: Pick<DatasetSummary, 'officialSplits' | 'speakersKnown' | 'warnings' | 'task'>) {
  if (officialSplits.length > 0) return 'official';
  if (warnings.some(({ code }) => code === 'speakers-leak' || code === 'one-speaker')) return 'fewSpeakers';
  if (speakersKnown) return 'bySpeaker';
  return task === 'words' ? 'byClass' : 'byClip';
}
