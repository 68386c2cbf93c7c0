import type { Experiment, TaskConfig, TaskId } from '../config/experiment.ts';
import type { Rng } from '../core/rng.ts';
import type { Dataset, Split, Utterance } from '../data/dataset.ts';
import type { ReportModel, Verdict } from '../experiment/report.ts';
import type { SplitPlan } from '../experiment/seed-plan.ts';
import type { ErrorVerdictRun } from '../metrics/error-verdict.ts';
import type { FrameVerdictRun } from '../metrics/frame-verdict.ts';
import type { VerdictRun } from '../metrics/verdict.ts';
import type { ForwardResult } from '../models/model.ts';
import type { Scalar } from '../tensor/index.ts';
import type { Scores } from '../train/events.ts';
import type { TrainerSetup } from '../train/trainer.ts';

/** What there is to find in the clips of a run, as its plan and the set-up of each training carry it. */
export type Targets = Pick<SplitPlan, 'classes' | 'labels'> & Partial<Pick<SplitPlan, 'sequences'>>;

/** What the nets that are compared made of the test clips of one seed. Plain data. */
export type SeedAnswers = VerdictRun | FrameVerdictRun | ErrorVerdictRun;

/** What a decoder made of the clips of a split, and what that took. Plain data. */
export interface Decoded {
  readonly texts: readonly string[];
  /** That its language model was counted from; 0 without one. */
  readonly sentences: number;
  readonly msPerClip: number;
}

/** Lets other messages in between clips. @throws StudioError `train/not-finite` */
export type SplitDecoder = (logits: Float32Array, split: Split) => Promise<Decoded>;

/** What a net made of the test clips. */
export interface TestAnswers {
  readonly logits: Float32Array;
  /** In the frames of its answers. */
  readonly targets: Targets;
  /** By the decoder of the experiment; null where the logits alone tell. */
  readonly decoded: Decoded | null;
}

/** Of the three nets that are compared. */
export type ComparedAnswers = Readonly<Record<'teacher' | 'alone' | 'distilled', TestAnswers>>;

/** The labels of one batch after another, in buffers that serve every step. */
export interface BatchTargets {
  /** Forgets the last batch. */
  clear(): void;
  /**
   * A label that may be seen: those that may not never get here.
   * @param position in the training split
   * @param version of the clip that is heard
   */
  write(position: number, row: number, version: number): void;
  /**
   * The loss of the labels, mean over the rows that were written; zero where there is none. Makes its tensors at once,
   * for the caller's scope.
   */
  loss(): (student: Pick<ForwardResult, 'logits' | 'outLengths'>) => Scalar;
}

/**
 * What is recognised: which clips can be learnt, how labels meet the net's output, in training and in judgement. One
 * folder each. This half is pure and light; `load` brings the half that needs tensors.
 *
 * Logits are those of all clips of a split, in its order: [N, K], where clips are sequences N frames in all.
 */
export interface Task {
  readonly id: TaskId;
  /** @throws StudioError `data/...` for a dataset that it cannot be learnt from */
  checkTrainable(dataset: Dataset, config: TaskConfig): void;
  /** @param dataset already limited to the clips of the run. @throws StudioError `data/...`, `experiment/invalid` */
  plan(dataset: Dataset, experiment: Experiment): SplitPlan;
  /** What a plan has of these clips, which nobody labelled, after those of its training split. */
  withoutLabels(
    plan: SplitPlan,
    clips: readonly Utterance[],
    experiment: Experiment,
  ): Pick<SplitPlan, 'labels' | 'sequences'>;
  /** Positions in the training split whose label may be seen: nested, a smaller share lies within every larger one. */
  drawLabels(plan: SplitPlan, sharePercent: number, rng: Rng): Int32Array;
  /** The decoder that the experiment asks for, as the net of this set-up may have it; null where the logits alone tell. */
  decoder(setup: TrainerSetup): SplitDecoder | null;
  /**
   * @param decoded by {@link decoder}; without it, as the logits alone tell
   * @throws StudioError `train/not-finite`
   */
  score(logits: Float32Array, targets: Targets, split: Split, decoded?: Decoded | null): Scores;
  /** Mean loss with the labels alone, in nats; NaN when a logit is. */
  loss(logits: Float32Array, targets: Targets, split: Split): number;
  /** What the best weights are chosen by: the higher the better, 1 where all is right. */
  rightShare(scores: Scores): number;
  /** What the report of one seed tells beside the metrics. */
  details(scores: Scores): Pick<ReportModel, 'confusion' | 'errors' | 'confusions'>;
  /** What {@link verdict} takes of one seed. */
  answers(seed: number, plan: SplitPlan, compared: ComparedAnswers): SeedAnswers;
  /** What distillation brought on the test clips of all seeds; the thread stays free for other messages meanwhile. */
  verdict(runs: readonly SeedAnswers[], labels: Verdict['labels'], rng: Rng): Promise<Verdict>;
  load(): Promise<{ createTargets(setup: TrainerSetup): BatchTargets }>;
}
