import type { DatasetSummary } from '../../state/services.ts';

/** By what the parts were drawn. Known speakers who are in two parts all the same were too few to be kept apart. */
export function splitOrigin({
  officialSplits,
  speakersKnown,
  warnings,
  task,
}: Pick<DatasetSummary, 'officialSplits' | 'speakersKnown' | 'warnings' | 'task'>) {
  if (officialSplits.length > 0) return 'official';
  if (speakersKnown) return warnings.some(({ code }) => code === 'speakers-leak') ? 'fewSpeakers' : 'bySpeaker';
  return task === 'words' ? 'byClass' : 'byClip';
}
