import { StudioError } from '../core/errors.ts';
import { groupBy } from '../core/group-by.ts';
import type { Dataset } from './dataset.ts';

export const MIN_CLASSES = 2;
const MIN_CLIPS_PER_CLASS = 5;

/**
 * @throws StudioError `data/no-clips`, `data/uncut` where there are only long recordings that nothing cuts, `data/sentences-only` where there are transcripts or phones instead of classes,
 *   `data/too-few-classes`, `data/too-few-clips` with the class that has too few
 */
export function checkTrainable(dataset: Dataset): void {
  const labelled = dataset.utterances.filter(({ label }) => label !== undefined);
  const uncut = dataset.layout?.uncut ?? 0;
  if (dataset.utterances.length === 0 && uncut > 0) throw new StudioError('data/uncut', { recordings: uncut });
  if (dataset.utterances.length === 0) throw new StudioError('data/no-clips', { skipped: dataset.skipped.length });
  if (labelled.length === 0) {
    const sentences = dataset.utterances.filter(({ transcript, segments }) => transcript !== undefined || segments);
    if (sentences.length > 0) throw new StudioError('data/sentences-only', { sentences: sentences.length });
  }
  const byClass = groupBy(labelled, ({ label }) => label!);
  if (byClass.size < MIN_CLASSES)
    throw new StudioError('data/too-few-classes', { classes: byClass.size, min: MIN_CLASSES });
  for (const [name, members] of byClass)
    if (members.length < MIN_CLIPS_PER_CLASS)
      throw new StudioError('data/too-few-clips', { class: name, clips: members.length, min: MIN_CLIPS_PER_CLASS });
}
