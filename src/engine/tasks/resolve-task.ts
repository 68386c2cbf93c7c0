import type { TaskConfig, TaskId } from '../config/experiment.ts';
import type { Dataset } from '../data/dataset.ts';

/** What is learnt: as asked for, or by what the data holds. Labels are words; what has transcripts or phones instead, sentences. */
export function resolveTask({ kind }: TaskConfig, { utterances }: Pick<Dataset, 'utterances'>): TaskId {
  if (kind !== 'auto') return kind;
  const isLabelled = utterances.some(({ label }) => label !== undefined);
  const isSaid = utterances.some(({ transcript, segments }) => transcript !== undefined || segments !== undefined);
  return !isLabelled && isSaid ? 'ctc' : 'words';
}
