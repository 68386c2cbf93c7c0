import type { Experiment } from '../../config/experiment.ts';
import { clipFrames } from '../../data/clip-length.ts';
import type { Dataset, SkippedFile, Split } from '../../data/dataset.ts';
import { assignSplits, splitStream } from '../../data/splits.ts';
import { unitsOf } from '../../data/symbols/units.ts';
import { scoredUnits } from '../../metrics/error-rates.ts';
import { scoredPhones } from './sentences.ts';
import { fewestFramesOf } from './frame-rate.ts';

/** A clip that may be learnt or scored. */
export interface Candidate {
  readonly id: string;
  /** In the dataset's utterances. */
  readonly index: number;
  readonly text: string;
  readonly symbols: readonly string[];
  /** Of its features. */
  readonly frames: number;
  /** Of the shortest answer to it. */
  readonly outFrames: number;
}

export interface Candidates {
  readonly bySplit: Readonly<Record<Split, readonly Candidate[]>>;
  /** Those without a text, or with nothing left of it. */
  readonly leftOut: readonly SkippedFile[];
}

/**
 * The clips of each split that say something.
 * @param texts of all utterances; null where nobody tells
 * @throws StudioError `experiment/invalid` where frame rates differ
 */
export function candidatesIn(
  dataset: Dataset,
  texts: readonly (string | null)[],
  { task, frontEnd, data, trainings }: Experiment,
): Candidates {
  const { splits } = assignSplits(dataset, splitStream(dataset));
  const outFrames = fewestFramesOf(trainings);
  const scored = task.symbols === 'phones' ? scoredPhones(dataset) : 'characters';
  const bySplit: Record<Split, Candidate[]> = { train: [], validation: [], test: [] };
  const leftOut: SkippedFile[] = [];
  dataset.utterances.forEach((utterance, index) => {
    const { id } = utterance;
    const text = texts[index] ?? null;
    const split = splits[index]!;
    if (text === null) leftOut.push({ file: id, reason: 'file/no-transcript' });
    else if (scoredUnits(text, scored).length === 0) leftOut.push({ file: id, reason: 'file/no-text' });
    else {
      const frames = clipFrames(utterance, frontEnd, split === 'train' ? data.augment : null);
      const symbols = unitsOf(text, task.symbols);
      bySplit[split].push({ id, index, text, symbols, frames, outFrames: outFrames(frames) });
    }
  });
  return { bySplit, leftOut };
}
