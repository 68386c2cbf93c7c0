import type { Experiment, Training } from '../config/experiment.ts';
import { Rng } from '../core/rng.ts';
import { windowSeconds, windowShape } from '../data/clip-window.ts';
import type { Dataset, Split } from '../data/dataset.ts';
import { splits as splitNames } from '../data/dataset.ts';
import type { FeatureShape } from '../data/feature-block.ts';
import { drawLabelShare } from '../data/label-share.ts';
import { assignSplits, splitStream } from '../data/splits.ts';

/** Who is in which split: fixed for all seeds of a run. */
export interface SplitPlan {
  /** Indices of utterances, in the dataset's order. */
  readonly members: Readonly<Record<Split, Int32Array>>;
  /** Class of each member. */
  readonly labels: Readonly<Record<Split, Int32Array>>;
  /** Speaker of each test clip; null where speakers are unknown. */
  readonly testSpeakers: readonly string[] | null;
}

/** @param dataset already limited to the clips of the run */
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
    labels,
    testSpeakers: dataset.speakersKnown
      ? Array.from(members.test, (index) => dataset.utterances[index]!.speaker ?? '')
      : null,
  };
}

/** The window that fits the training clips. */
export function planWindowSeconds(dataset: Dataset, { members }: SplitPlan): number {
  return windowSeconds(
    Array.from(members.train, (index) => {
      const { length, sampleRateHz } = dataset.utterances[index]!.audio;
      return length / sampleRateHz;
    }),
  );
}

/** That window in frames, and the features in it: known before any audio is read. */
export function planShape(dataset: Dataset, plan: SplitPlan, { frontEnd }: Experiment): FeatureShape {
  return windowShape([planWindowSeconds(dataset, plan)], frontEnd);
}

/** Positions in the training split whose label each role may see: drawn anew for each seed. */
export interface LabelPlan {
  readonly teacher: Int32Array;
  readonly students: Int32Array;
}

export function planLabels(plan: SplitPlan, experiment: Experiment, seed: number): LabelPlan {
  const { labelShare, teacherLabels } = experiment.data;
  const rng = Rng.fromSeed(seed).fork('label-share');
  const students = drawLabelShare(plan.labels.train, labelShare, rng);
  return { students, teacher: teacherLabels === 'same' ? students : drawLabelShare(plan.labels.train, 100, rng) };
}

export function labelledFor(training: Training, labels: LabelPlan): Int32Array {
  return training.role === 'teacher' ? labels.teacher : labels.students;
}
