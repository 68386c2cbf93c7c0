import type { Experiment } from '../../config/experiment.ts';
import { StudioError } from '../../core/errors.ts';
import { clipFrames } from '../../data/clip-length.ts';
import { splits as splitNames, type Dataset, type SkippedFile, type Split } from '../../data/dataset.ts';
import { BLANK_NAME, type ErrorRateId } from '../../data/sequences.ts';
import { assignSplits, splitStream } from '../../data/splits.ts';
import { encodeSentences } from '../../data/symbols/encode.ts';
import { unitsOf, type Unit } from '../../data/symbols/units.ts';
import { vocabularyOf } from '../../data/symbols/vocabulary.ts';
import { speakersOf, type SplitPlan } from '../../experiment/seed-plan.ts';
import { scoredUnits } from '../../metrics/error-rates.ts';
import { outFramesOf } from './frame-rate.ts';
import { sentencesOf } from './sentences.ts';

/** A clip that may be learnt or scored. */
interface Candidate {
  readonly index: number;
  readonly text: string;
  readonly symbols: readonly string[];
  /** Frames of its features, and of the answer to it. */
  readonly frames: number;
  readonly outFrames: number;
}

/**
 * Who is in which split, and what is said. The vocabulary is that of the training texts. What cannot be learnt from (no
 * text, nothing left of it, more symbols than frames) is left out of training and told; of what is held out only that
 * without a text is: symbols that training never has, the nets get wrong.
 * @throws StudioError `data/no-transcripts`, `data/too-few-sentences`, `experiment/invalid` where frame rates differ
 */
export function planSentences(dataset: Dataset, experiment: Experiment): SplitPlan {
  const { symbols: unit } = experiment.task;
  const { texts, replaced } = sentencesOf(dataset, experiment.task);
  const { splits } = assignSplits(dataset, splitStream(dataset));
  const outFrames = outFramesOf(experiment.trainings);
  const leftOut: SkippedFile[] = [];
  const bySplit: Record<Split, Candidate[]> = { train: [], validation: [], test: [] };
  dataset.utterances.forEach((utterance, index) => {
    const text = texts[index] ?? null;
    const split = splits[index]!;
    const judgedUnit = unit === 'phones' ? unit : 'characters';
    if (text === null || scoredUnits(text, judgedUnit).length === 0) {
      leftOut.push({ file: utterance.id, reason: text === null ? 'file/no-transcript' : 'file/no-text' });
      return;
    }
    const frames = clipFrames(utterance, experiment.frontEnd, split === 'train' ? experiment.data.augment : null);
    const symbols = unitsOf(text, unit);
    bySplit[split].push({ index, text, symbols, frames, outFrames: outFrames(frames) });
  });
  const vocabulary = vocabularyOf(
    bySplit.train.map(({ symbols }) => symbols),
    unit,
  );
  const encode = (candidates: readonly Candidate[], frames: readonly number[]) =>
    encodeSentences(
      candidates.map(({ symbols }) => symbols),
      vocabulary,
      frames,
    );
  const learnt = encode(
    bySplit.train,
    bySplit.train.map(({ outFrames }) => outFrames),
  );
  bySplit.train = bySplit.train.filter(({ index, symbols, outFrames }, i) => {
    if (typeof learnt.labels[i] !== 'string') return true;
    const params = { symbols: symbols.length, frames: outFrames };
    leftOut.push({ file: dataset.utterances[index]!.id, reason: 'file/too-many-symbols', params });
    return false;
  });
  if (splitNames.some((split) => bySplit[split].length === 0)) {
    const sentences = splitNames.reduce((sum, split) => sum + bySplit[split].length, 0);
    throw new StudioError('data/too-few-sentences', { sentences, min: splitNames.length });
  }
  const classOf = new Map(vocabulary.symbols.map((symbol, k) => [symbol, k]));
  const labelsOf = ({ symbols }: Candidate): number[] => symbols.flatMap((symbol) => classOf.get(symbol) ?? []);
  const each = <T>(read: (clips: readonly Candidate[]) => T): Record<Split, T> => ({
    train: read(bySplit.train),
    validation: read(bySplit.validation),
    test: read(bySplit.test),
  });
  const numbers = (read: (clip: Candidate) => number) => each((clips) => Int32Array.from(clips, read));
  const members = numbers(({ index }) => index);
  const heldOut = [...bySplit.validation, ...bySplit.test];
  const judged = judgedBy(
    unit,
    bySplit.train.map(({ text }) => text),
  );
  return {
    members,
    classes: [...vocabulary.symbols, BLANK_NAME],
    labels: each((clips) => Int32Array.from(clips.flatMap(labelsOf))),
    testSpeakers: speakersOf(dataset, members.test),
    sequences: {
      task: 'ctc',
      unit,
      judged,
      lengths: numbers(({ frames }) => frames),
      outLengths: numbers(({ outFrames }) => outFrames),
      labelCounts: numbers((clip) => labelsOf(clip).length),
      texts: each((clips) => clips.map(({ text }) => text)),
    },
    sentences: {
      vocabulary,
      judged,
      replaced,
      unknown: encode(
        heldOut,
        heldOut.map(() => Infinity),
      ).unknown,
      leftOut,
    },
  };
}

/** Texts without spaces, as Chinese is written, have no words to count. */
function judgedBy(unit: Unit, texts: readonly string[]): ErrorRateId {
  if (unit === 'phones') return 'per';
  return unit === 'characters' && !texts.some((text) => text.includes(' ')) ? 'cer' : 'wer';
}
