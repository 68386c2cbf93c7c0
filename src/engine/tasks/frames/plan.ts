import type { Experiment } from '../../config/experiment.ts';
import { FEATURE_RATE_HZ } from '../../config/frame-geometry.ts';
import { inCodeUnitOrder } from '../../core/code-unit-order.ts';
import { StudioError } from '../../core/errors.ts';
import { MIN_CLASSES } from '../../data/check-trainable.ts';
import { splits as splitNames, type Dataset, type Segment, type Split } from '../../data/dataset.ts';
import { foldingOf } from '../../data/layouts/timit/folding.ts';
import { RowLayout } from '../../data/row-layout.ts';
import { speakersOf, type SplitPlan } from '../../experiment/seed-plan.ts';
import type { ReportPhones } from '../../experiment/report.ts';
import { answerFramesOf } from './frame-rate.ts';
import { candidatesIn, type Candidate } from './candidates.ts';
import { frameGrid, labelFrames, UNLABELLED } from './label-frames.ts';
import { paddingBefore } from './moved-labels.ts';

/**
 * Who is in which split, and the class of each frame of the answer: that of the phone which its middle lies in. The classes
 * are the symbols of all splits: one that training never has, the nets get wrong.
 * @throws StudioError `data/too-few-sentences`, `data/too-few-classes`, `experiment/invalid` where frame rates differ
 */
export function planFrames(dataset: Dataset, experiment: Experiment): SplitPlan {
  const folding = foldingOf(dataset.utterances);
  const answer = answerFramesOf(experiment.trainings);
  const { bySplit, leftOut } = candidatesIn(dataset, experiment, folding, answer);
  const each = <T>(read: (clips: readonly Candidate[]) => T): Record<Split, T> => ({
    train: read(bySplit.train),
    validation: read(bySplit.validation),
    test: read(bySplit.test),
  });
  checkSplits(each(({ length }) => length));

  const spoken = splitNames.flatMap((split) => bySplit[split].flatMap(({ segments }) => segments));
  const classes = distinct(spoken.flatMap(({ symbol }) => folding.toLearn(symbol) ?? []));
  const scored = distinct(classes.map(folding.toScore));
  if (scored.length < MIN_CLASSES)
    throw new StudioError('data/too-few-classes', { classes: scored.length, min: MIN_CLASSES });
  const classIndex = new Map(classes.map((name, k) => [name, k]));
  const classOf = ({ symbol }: Segment): number | null => {
    const learnt = folding.toLearn(symbol);
    return learnt === null ? null : classIndex.get(learnt)!;
  };
  const scoredAs = classes.map((name) => scored.indexOf(folding.toScore(name)));
  const grid = frameGrid(experiment.frontEnd, answer.stride);
  const numbers = (read: (clip: Candidate) => number) => each((clips) => Int32Array.from(clips, read));
  const outLengths = numbers(({ outFrames }) => outFrames);
  const labels = each((clips) => {
    const places = new RowLayout(
      0,
      Int32Array.from(clips, ({ outFrames }) => outFrames),
    );
    const all = new Int32Array(places.start(clips.length)).fill(UNLABELLED);
    clips.forEach(({ segments, fitted }, clip) => {
      const own = all.subarray(places.start(clip), places.start(clip + 1));
      const firstSeconds = grid.firstSeconds - paddingBefore(fitted) / FEATURE_RATE_HZ;
      labelFrames(segments, { ...grid, firstSeconds }, classOf, own);
    });
    return all;
  });
  checkLabelled(labels, outLengths);
  const members = numbers(({ index }) => index);
  return {
    members,
    classes,
    labels,
    testSpeakers: speakersOf(dataset, members.test),
    sequences: {
      task: 'frames',
      scored,
      scoredAs,
      grid,
      training: {
        ids: bySplit.train.map(({ id }) => id),
        clipSamples: Int32Array.from(bySplit.train, ({ fitted }) => fitted.clipSamples),
        windowSamples: Int32Array.from(bySplit.train, ({ fitted }) => fitted.windowSamples),
      },
      lengths: numbers(({ frames }) => frames),
      outLengths,
    },
    sentences: null,
    phones: { symbols: classes, scored, leftOut, ...countsOf(labels, scored, scoredAs) },
  };
}

/** Labelled frames, and those of phones that training never has. */
function countsOf(
  labels: Readonly<Record<Split, Int32Array>>,
  scored: readonly string[],
  scoredAs: readonly number[],
): Pick<ReportPhones, 'frames' | 'unknown'> {
  const countIn = (split: Split): Int32Array => {
    const counts = new Int32Array(scored.length);
    for (const label of labels[split]) if (label !== UNLABELLED) counts[scoredAs[label]!]! += 1;
    return counts;
  };
  const counts = { train: countIn('train'), validation: countIn('validation'), test: countIn('test') };
  const total = (split: Split): number => counts[split].reduce((sum, count) => sum + count, 0);
  const unknown = scored.flatMap((symbol, k) => {
    const count = counts.validation[k]! + counts.test[k]!;
    return counts.train[k] === 0 && count > 0 ? [{ symbol, count }] : [];
  });
  return {
    frames: { train: total('train'), validation: total('validation'), test: total('test') },
    unknown: unknown.toSorted((a, b) => b.count - a.count || inCodeUnitOrder(a.symbol, b.symbol)),
  };
}

/** @throws StudioError `data/too-few-sentences` */
function checkSplits(counts: Readonly<Record<Split, number>>): void {
  if (splitNames.every((split) => counts[split] > 0)) return;
  const sentences = splitNames.reduce((sum, split) => sum + counts[split], 0);
  throw new StudioError('data/too-few-sentences', { sentences });
}

/**
 * A clip may be shorter than a frame, or have nothing in it but what has no label.
 * @throws StudioError `data/too-few-sentences` for a split without a single label
 */
function checkLabelled(
  labels: Readonly<Record<Split, Int32Array>>,
  outLengths: Readonly<Record<Split, Int32Array>>,
): void {
  const labelledClips = (split: Split): number => {
    const places = new RowLayout(0, outLengths[split]);
    const isLabelled = (_: number, clip: number): boolean =>
      labels[split].subarray(places.start(clip), places.start(clip + 1)).some((label) => label !== UNLABELLED);
    return outLengths[split].filter(isLabelled).length;
  };
  checkSplits({ train: labelledClips('train'), validation: labelledClips('validation'), test: labelledClips('test') });
}

function distinct(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}
