import type { FrontEndConfig, TaskConfig, TaskId } from '../config/experiment.ts';
import type { FeatureShape } from '../data/feature-block.ts';
import type { ErrorRateId } from '../data/sequences.ts';
import type { ModelCost } from '../models/model.ts';
import type { TrainedModel } from '../train/trainer.ts';
import type { RunContext } from './seed-run.ts';
import { TrainingSetups } from './training-setup.ts';

/** A finished net and what it costs. */
export interface TrainedNet {
  readonly role: 'teacher' | 'student';
  /** Ids of the trainings that it learnt from; what tells the student alone from the distilled one. */
  readonly teachers: readonly string[];
  readonly model: TrainedModel;
  readonly cost: ModelCost;
  /** Percent on the test voices: of words and frames those that were right, of sentences the error rate that they are judged by, greedily. */
  readonly tested: number;
}

/** How sentences are written and scored. */
export interface PairSentences {
  /** Texts are made alike by it, as those of training were. */
  readonly config: TaskConfig;
  readonly judged: ErrorRateId;
}

/** The nets of one seed of a run, with all that it takes to let them listen. Plain data. */
export interface TrainedPair {
  readonly seed: number;
  readonly task: TaskId;
  readonly frontEnd: FrontEndConfig;
  readonly shape: FeatureShape;
  /** What the shape follows from. */
  readonly windowSeconds: number;
  /** Names in order of the output units. */
  readonly classes: readonly string[];
  /** Null for nets that do not spell. */
  readonly sentences: PairSentences | null;
  /** In the experiment's order: the teacher first. */
  readonly nets: readonly TrainedNet[];
}

/** @param tested percent on the test voices, by training id */
export function pairOf(context: RunContext, seed: number, tested: (id: string) => number): TrainedPair {
  const { experiment, plan, recorder } = context;
  const setups = new TrainingSetups(context, seed);
  return {
    seed,
    task: context.task.id,
    frontEnd: experiment.frontEnd,
    shape: context.shape,
    windowSeconds: setups.windowSeconds(),
    classes: plan.classes,
    sentences: plan.sequences?.task === 'ctc' ? { config: experiment.task, judged: plan.sequences.judged } : null,
    nets: experiment.trainings.map(({ id, role, teachers }) => {
      const { model, cost } = recorder.finished[id]!;
      return { role, teachers, model, cost, tested: tested(id) };
    }),
  };
}
