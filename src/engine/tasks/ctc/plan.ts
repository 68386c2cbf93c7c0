import type { Experiment } from '../../config/experiment.ts';
import { StudioError } from '../../core/errors.ts';
import { splits as splitNames, type Dataset, type SkippedFile, type Split } from '../../data/dataset.ts';
import { BLANK_NAME, type ErrorRateId } from '../../data/sequences.ts';
import { encodeSentences } from '../../data/symbols/encode.ts';
import { isMostlyUnspaced } from '../../data/symbols/normalise.ts';
import type { Unit } from '../../data/symbols/units.ts';
import { vocabularyOf } from '../../data/symbols/vocabulary.ts';
import { unitOf } from '../../metrics/error-rates.ts';
import { speakersOf, type SplitPlan } from '../../experiment/seed-plan.ts';
import { candidatesIn, type Candidate } from './candidates.ts';
import { scoredPhones, sentencesOf } from './sentences.ts';

const symbolsOf = (clips: readonly Candidate[]) => clips.map(({ symbols }) => symbols);

/**
 * Who is in which split, and what is said. The vocabulary is that of the training texts. What cannot be learnt from (no
 * text, nothing left of it, more symbols than frames) is left out of training and told; of what is held out only that
 * without a text is: symbols that training never has, the nets get wrong.
 * @throws StudioError `data/too-few-sentences`, `experiment/invalid` where frame rates differ
 */
export function planSentences(dataset: Dataset, experiment: Experiment): SplitPlan {
  const { symbols: unit } = experiment.task;
  const { texts, replaced } = sentencesOf(dataset, experiment.task);
  const found = candidatesIn(dataset, texts, experiment);
  const vocabulary = vocabularyOf(symbolsOf(found.bySplit.train), unit);
  const encoded = encodeSentences(
    symbolsOf(found.bySplit.train),
    vocabulary,
    found.bySplit.train.map(({ outFrames }) => outFrames),
  );
  const fits = found.bySplit.train.map((_, i) => typeof encoded.labels[i] !== 'string');
  const bySplit = { ...found.bySplit, train: found.bySplit.train.filter((_, i) => fits[i]) };
  const tooLong = found.bySplit.train.filter((_, i) => !fits[i]).map(tooManySymbols);
  checkSplits(bySplit);

  const classOf = new Map(vocabulary.symbols.map((symbol, k) => [symbol, k]));
  const labelsOf = ({ symbols }: Candidate): number[] => symbols.flatMap((symbol) => classOf.get(symbol) ?? []);
  const each = <T>(read: (clips: readonly Candidate[]) => T): Record<Split, T> => ({
    train: read(bySplit.train),
    validation: read(bySplit.validation),
    test: read(bySplit.test),
  });
  const numbers = (read: (clip: Candidate) => number) => each((clips) => Int32Array.from(clips, read));
  const members = numbers(({ index }) => index);
  const heldOut = symbolsOf([...bySplit.validation, ...bySplit.test]);
  const { unknown } = encodeSentences(heldOut, vocabulary, new Array<number>(heldOut.length).fill(Infinity));
  const judged = judgedBy(unit, bySplit.train);
  return {
    members,
    classes: [...vocabulary.symbols, BLANK_NAME],
    labels: each((clips) => Int32Array.from(clips.flatMap(labelsOf))),
    testSpeakers: speakersOf(dataset, members.test),
    sequences: {
      task: 'ctc',
      unit,
      judged,
      scored: judged === 'per' ? scoredPhones(dataset) : unitOf[judged],
      lengths: numbers(({ frames }) => frames),
      outLengths: numbers(({ outFrames }) => outFrames),
      labelCounts: numbers((clip) => labelsOf(clip).length),
      texts: each((clips) => clips.map(({ text }) => text)),
    },
    sentences: { vocabulary, judged, replaced, unknown, leftOut: [...found.leftOut, ...tooLong] },
    phones: null,
  };
}

function tooManySymbols({ id, symbols, outFrames }: Candidate): SkippedFile {
  return { file: id, reason: 'file/too-many-symbols', params: { symbols: symbols.length, frames: outFrames } };
}

/** @throws StudioError `data/too-few-sentences` */
function checkSplits(bySplit: Readonly<Record<Split, readonly Candidate[]>>): void {
  const counts = splitNames.map((split) => bySplit[split].length);
  if (counts.every((count) => count > 0)) return;
  const sentences = counts.reduce((sum, count) => sum + count, 0);
  throw new StudioError('data/too-few-sentences', { sentences });
}

/** Writing without spaces, as Chinese, has no words to count, though a foreign one may stand among it. */
function judgedBy(unit: Unit, clips: readonly Candidate[]): ErrorRateId {
  if (unit === 'phones') return 'per';
  if (unit === 'words') return 'wer';
  return clips.some(({ text }) => text.includes(' ')) && !isMostlyUnspaced(clips.map(({ text }) => text))
    ? 'wer'
    : 'cer';
}
