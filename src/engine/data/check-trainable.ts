import { StudioError } from '../core/errors.ts';
import { groupBy } from '../core/group-by.ts';
import type { Dataset, Utterance } from './dataset.ts';

export const MIN_CLASSES = 2;
const MIN_CLIPS_PER_CLASS = 5;

/**
 * @throws StudioError `data/uncut` where there are only long recordings that nothing cuts, `data/empty-transcripts` where no
 *   text says anything, `data/none-usable` with why the first file was left out, `data/no-clips`
 */
export function checkTold({ utterances, layout, skipped }: Dataset): void {
  const says = ({ label, transcript, segments }: Utterance) =>
    label !== undefined || transcript !== undefined || segments;
  const { uncut = 0, emptyTexts = 0 } = layout ?? {};
  if (emptyTexts > 0 && !utterances.some(says)) throw new StudioError('data/empty-transcripts', { clips: emptyTexts });
  if (utterances.length > 0) return;
  if (uncut > 0) throw new StudioError('data/uncut', { recordings: uncut });
  const left = skipped.filter(({ reason }) => reason !== 'file/unknown-format');
  if (left.length > 0 && left.every(({ reason }) => reason === 'file/no-transcript'))
    throw new StudioError('data/empty-transcripts', { clips: left.length });
  const [first] = left;
  if (!first) throw new StudioError('data/no-clips', { skipped: skipped.length });
  const { file, reason, params } = first;
  throw new StudioError('data/none-usable', { ...params, file, because: reason, skipped: skipped.length });
}

/**
 * @throws StudioError as {@link checkTold}; `data/sentences-only` where there are transcripts or phones instead of classes,
 *   `data/too-few-classes`, `data/too-few-clips` with the class that has too few
 */
export function checkTrainable(dataset: Dataset): void {
  const labelled = dataset.utterances.filter(({ label }) => label !== undefined);
  checkTold(dataset);
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
