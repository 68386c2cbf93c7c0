import type { Experiment } from '../../config/experiment.ts';
import { StudioError } from '../../core/errors.ts';
import { splits as splitNames, type Dataset, type SkippedFile, type Split } from '../../data/dataset.ts';
import { BLANK_NAME, type ErrorRateId } from '../../data/sequences.ts';
import { encodeSentences, unknownSymbols, type EncodedSentences } from '../../data/symbols/encode.ts';
import { isMostlyUnspaced } from '../../data/symbols/normalise.ts';
import { countCodes, SymbolCodes } from '../../data/symbols/symbol-codes.ts';
import { vocabularyOf } from '../../data/symbols/vocabulary.ts';
import { unitOf } from '../../metrics/error-rates.ts';
import { speakersOf, type SplitPlan } from '../../experiment/seed-plan.ts';
import { framesNeeded } from '../../tensor/ops/ctc-states.ts';
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
  const codes = new SymbolCodes(experiment.task.symbols);
  const { texts, replaced } = sentencesOf(dataset, experiment.task);
  const found = candidatesIn(dataset, texts, codes, experiment);
  const vocabulary = vocabularyOf(symbolsOf(found.bySplit.train), codes);
  const bySplit = { ...found.bySplit, train: found.bySplit.train.filter(fits) };
  const tooLong = found.bySplit.train.filter((clip) => !fits(clip)).map(tooManySymbols);
  checkSplits(bySplit);

  const each = <T>(read: (clips: readonly Candidate[]) => T): Record<Split, T> => ({
    train: read(bySplit.train),
    validation: read(bySplit.validation),
    test: read(bySplit.test),
  });
  const numbers = (read: (clip: Candidate) => number) => each((clips) => Int32Array.from(clips, read));
  const members = numbers(({ index }) => index);
  const encoded = each((clips) => encodeSentences(symbolsOf(clips), codes, vocabulary));
  const encodedIn = <T>(read: (sentences: EncodedSentences) => T): Record<Split, T> => ({
    train: read(encoded.train),
    validation: read(encoded.validation),
    test: read(encoded.test),
  });
  const unknown = unknownSymbols(symbolsOf([...bySplit.validation, ...bySplit.test]), codes, vocabulary);
  const judged = judgedBy(codes, symbolsOf(bySplit.train));
  return {
    members,
    classes: [...vocabulary.symbols, BLANK_NAME],
    labels: encodedIn(({ labels }) => labels),
    testSpeakers: speakersOf(dataset, members.test),
    sequences: {
      task: 'ctc',
      unit: codes.unit,
      judged,
      scored: judged === 'per' ? scoredPhones(dataset) : unitOf[judged],
      lengths: numbers(({ frames }) => frames),
      outLengths: numbers(({ outFrames }) => outFrames),
      labelCounts: encodedIn(({ counts }) => counts),
      texts: each((clips) => clips.map(({ text }) => text)),
    },
    sentences: { vocabulary, judged, replaced, unknown, leftOut: [...found.leftOut, ...tooLong] },
    phones: null,
  };
}

/** With fewer frames than its symbols need it has no path. */
function fits({ symbols, outFrames }: Candidate): boolean {
  return framesNeeded(symbols) <= outFrames;
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
function judgedBy(codes: SymbolCodes, sentences: readonly Int32Array[]): ErrorRateId {
  if (codes.unit === 'phones') return 'per';
  if (codes.unit === 'words') return 'wer';
  const counts = countCodes(sentences, codes);
  const said = codes.symbols.map((character, code) => [character, counts[code]!] as const);
  const isSpaced = said.some(([character, count]) => character === ' ' && count > 0);
  return isSpaced && !isMostlyUnspaced(said) ? 'wer' : 'cer';
}
