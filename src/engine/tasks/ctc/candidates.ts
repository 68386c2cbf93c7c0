import type { Experiment } from '../../config/experiment.ts';
import { clipFrames } from '../../data/clip-length.ts';
import type { Dataset, SkippedFile, Split } from '../../data/dataset.ts';
import { assignSplits, splitStream } from '../../data/splits.ts';
import type { SymbolCodes } from '../../data/symbols/symbol-codes.ts';
import { scoredUnits } from '../../metrics/error-rates.ts';
import { fewestFramesOf } from './frame-rate.ts';
import { scoredPhones } from './sentences.ts';

/** A clip that may be learnt or scored. */
export interface Candidate {
  readonly id: string;
  /** In the dataset's utterances. */
  readonly index: number;
  readonly text: string;
  /** In the codes given. */
  readonly symbols: Int32Array;
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
 * @param codes take in what is said
 * @throws StudioError `experiment/invalid` where frame rates differ
 */
export function candidatesIn(
  dataset: Dataset,
  texts: readonly (string | null)[],
  codes: SymbolCodes,
  { task, frontEnd, data, trainings }: Experiment,
): Candidates {
  const { splits } = assignSplits(dataset, splitStream(dataset));
  const outFrames = fewestFramesOf(trainings);
  const folds = task.symbols === 'phones' && scoredPhones(dataset) === 'timit-phones';
  // Of TIMIT's phones, one is not scored.
  const isScored = (text: string, symbols: Int32Array): boolean =>
    folds ? scoredUnits(text, 'timit-phones').length > 0 : symbols.length > 0;
  const bySplit: Record<Split, Candidate[]> = { train: [], validation: [], test: [] };
  const leftOut: SkippedFile[] = [];
  dataset.utterances.forEach((utterance, index) => {
    const { id } = utterance;
    const text = texts[index] ?? null;
    const split = splits[index]!;
    if (text === null) return void leftOut.push({ file: id, reason: 'file/no-transcript' });
    const symbols = codes.encode(text);
    if (!isScored(text, symbols)) return void leftOut.push({ file: id, reason: 'file/no-text' });
    const frames = clipFrames(utterance, frontEnd, split === 'train' ? data.augment : null);
    bySplit[split].push({ id, index, text, symbols, frames, outFrames: outFrames(frames) });
  });
  return { bySplit, leftOut };
}
