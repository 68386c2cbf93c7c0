import type { Split } from '../../data/dataset.ts';
import type { ErrorRateId } from '../../data/sequences.ts';
import { textOf, type ScoredUnit } from '../../data/symbols/units.ts';
import { greedyDecode } from '../../decode/greedy.ts';
import {
  alignTexts,
  countErrors,
  errorRate,
  frequentConfusions,
  totalErrors,
  type ErrorCounts,
} from '../../metrics/error-rates.ts';
import type { ErrorScores } from '../../train/events.ts';
import type { Targets } from '../task.ts';
import { clipsOf, sequencesOf } from './clips.ts';

/** Frequent errors that are told. */
const MOST_CONFUSIONS = 40;

/** What a net heard in each clip, by greedy decoding. @throws StudioError `train/not-finite` */
export function heardIn(logits: Float32Array, targets: Targets, split: Split): string[] {
  const { classes } = targets;
  const { unit } = sequencesOf(targets);
  return clipsOf(logits, targets, split).map(({ frames }) => {
    const spans = greedyDecode(frames, classes.length, classes.length - 1);
    return textOf(
      spans.map(({ symbol }) => classes[symbol]!),
      unit,
    );
  });
}

/** Errors in one clip, in the units that are judged by. */
export function judgedErrors(heard: string, targets: Targets, split: Split, clip: number): ErrorCounts {
  const { texts, scored } = sequencesOf(targets);
  return countErrors(alignTexts(texts[split][clip]!, heard, scored));
}

/** @param heard in each clip of the split */
export function scoreTexts(heard: readonly string[], targets: Targets, split: Split): ErrorScores {
  const { texts, judged, scored } = sequencesOf(targets);
  const alignments = (unit: ScoredUnit) => heard.map((text, clip) => alignTexts(texts[split][clip]!, text, unit));
  const own = alignments(scored);
  const counts = totalErrors(own.map(countErrors));
  const errorRates: Partial<Record<ErrorRateId, number>> = { [judged]: share(counts) };
  // Characters tell sooner that something is learnt, while no word is right yet.
  if (judged === 'wer') errorRates.cer = share(totalErrors(alignments('characters').map(countErrors)));
  return { errorRates, judged, counts, confusions: frequentConfusions(own, MOST_CONFUSIONS) };
}

function share(counts: ErrorCounts): number {
  return (errorRate(counts) ?? NaN) / 100;
}
