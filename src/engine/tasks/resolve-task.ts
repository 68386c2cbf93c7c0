import type { TaskConfig, TaskId } from '../config/experiment.ts';
import type { Dataset, Utterance } from '../data/dataset.ts';

/**
 * What is learnt: as asked for, or by what the data holds. Labels are words. Phones with times are what nobody marks but to
 * learn them: where most of what is said has them, they are learnt frame by frame, transcripts beside them or not. All
 * else that says something is sentences.
 */
export function resolveTask({ kind }: TaskConfig, { utterances }: Pick<Dataset, 'utterances'>): TaskId {
  if (kind !== 'auto') return kind;
  if (utterances.some(({ label }) => label !== undefined)) return 'words';
  const said = utterances.filter((one) => one.transcript !== undefined || isTimed(one));
  if (said.length === 0) return 'words';
  return 2 * said.filter(isTimed).length > said.length ? 'frames' : 'ctc';
}

function isTimed({ segments = [] }: Utterance): boolean {
  return segments.length > 0;
}
