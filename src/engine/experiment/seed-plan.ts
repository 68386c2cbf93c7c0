import type { Experiment, Training } from '../config/experiment.ts';
import { Rng } from '../core/rng.ts';
import { samplesOfFrames } from '../data/clip-length.ts';
import { windowSeconds, windowShape } from '../data/clip-window.ts';
import type { Dataset, Split } from '../data/dataset.ts';
import { splits as splitNames } from '../data/dataset.ts';
import type { FeatureShape } from '../data/feature-block.ts';
import type { Sequences } from '../data/sequences.ts';
import { assignSplits, splitStream } from '../data/splits.ts';
import type { Task } from '../tasks/task.ts';
import type { ReportPhones, ReportSentences } from './report.ts';

/** Who is in which split: fixed for all seeds of a run. */
export interface SplitPlan {
  /** Indices of utterances, in the dataset's order. */
  readonly members: Readonly<Record<Split, Int32Array>>;
  /** Names in order of their output unit. */
  readonly classes: readonly string[];
  /** Class of each member; of sequences the classes of all of them, one after another, -1 for a frame without one. */
  readonly labels: Readonly<Record<Split, Int32Array>>;
  /** Speaker of each test clip; null where speakers are unknown. */
  readonly testSpeakers: readonly string[] | null;
  /** Null where each clip is fitted to one window. */
  readonly sequences: Sequences | null;
  /** Null where no sentences are learnt. */
  readonly sentences: ReportSentences | null;
  /** Null where it is not the phones of frames that are learnt. */
  readonly phones: ReportPhones | null;
  /** How many training clips, the last ones, nobody labelled; none where it is left out. */
  readonly unlabelled?: number;
}

/** Training clips that somebody labelled: the first ones. */
export function labellable({ members, unlabelled = 0 }: Pick<SplitPlan, 'members' | 'unlabelled'>): Int32Array {
  return members.train.subarray(0, members.train.length - unlabelled);
}

/** Clips with a class each. @param dataset already limited to the clips of the run */
export function planSplits(dataset: Dataset): SplitPlan {
  const { splits } = assignSplits(dataset, splitStream(dataset));
  const classIndex = new Map(dataset.classes.map((name, index) => [name, index]));
  const members = {} as Record<Split, Int32Array>;
  const labels = {} as Record<Split, Int32Array>;
  for (const split of splitNames) {
    const indices = dataset.utterances.flatMap((utterance, index) =>
      splits[index] === split && utterance.label !== undefined ? [index] : [],
    );
    members[split] = Int32Array.from(indices);
    labels[split] = Int32Array.from(indices, (index) => classIndex.get(dataset.utterances[index]!.label!)!);
  }
  return {
    members,
    classes: dataset.classes,
    labels,
    testSpeakers: speakersOf(dataset, members.test),
    sequences: null,
    sentences: null,
    phones: null,
  };
}

/** Null where they are unknown. */
export function speakersOf({ utterances, speakersKnown }: Dataset, indices: Int32Array): string[] | null {
  return speakersKnown ? Array.from(indices, (index) => utterances[index]!.speaker ?? '') : null;
}

/** The window that fits the training clips of the dataset itself. */
export function planWindowSeconds(dataset: Dataset, plan: SplitPlan): number {
  return windowSeconds(
    Array.from(labellable(plan), (index) => {
      const { length, sampleRateHz } = dataset.utterances[index]!.audio;
      return length / sampleRateHz;
    }),
  );
}

/**
 * That window in frames, and the features in it: known before any audio is read. Where clips are taken whole, the room
 * for the longest.
 */
export function planShape(dataset: Dataset, plan: SplitPlan, { frontEnd }: Experiment): FeatureShape {
  const { sequences } = plan;
  const shape = windowShape([planWindowSeconds(dataset, plan)], frontEnd);
  if (!sequences) return shape;
  let frames = 0;
  for (const split of splitNames) for (const length of sequences.lengths[split]) frames = Math.max(frames, length);
  return { ...shape, frames, windowSamples: samplesOfFrames(frames, frontEnd) };
}

/** Positions in the training split whose label each role may see: drawn anew for each seed. */
export interface LabelPlan {
  readonly teacher: Int32Array;
  readonly students: Int32Array;
}

export function planLabels(task: Task, plan: SplitPlan, experiment: Experiment, seed: number): LabelPlan {
  const { labelShare, teacherLabels } = experiment.data;
  const train = labellable(plan);
  const told: SplitPlan = {
    ...plan,
    members: { ...plan.members, train },
    // Of sequences, what nobody labelled has none anyway.
    ...(!plan.sequences && { labels: { ...plan.labels, train: plan.labels.train.subarray(0, train.length) } }),
  };
  const rng = Rng.fromSeed(seed).fork('label-share');
  const students = task.drawLabels(told, labelShare, rng);
  return { students, teacher: teacherLabels === 'same' ? students : task.drawLabels(told, 100, rng) };
}

export function labelledFor(training: Training, labels: LabelPlan): Int32Array {
  return training.role === 'teacher' ? labels.teacher : labels.students;
}
