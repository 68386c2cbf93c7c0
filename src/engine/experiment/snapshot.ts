import type { Experiment } from '../config/experiment.ts';
import type { Checkpoint } from '../train/checkpoint.ts';
import type { ModelCost } from '../models/model.ts';
import type { BackendReport, FairnessProof, TrainedModel } from '../train/trainer.ts';
import type { Decoded, SeedAnswers } from '../tasks/task.ts';
import type { CurvePoint, ReportRun } from './report.ts';
import type { RunEvent } from './run-events.ts';

/** A training that is over: what its students and the report need of it. */
export interface FinishedTraining {
  readonly model: TrainedModel;
  readonly testLogits: Float32Array;
  /** The test clips by the decoder of the experiment; absent where the logits alone tell, and in what was kept earlier. */
  readonly testDecoded?: Decoded | null;
  /** Of teachers: what students are measured against. */
  readonly validationLogits: Float32Array;
  readonly msPerClip: number;
  readonly cost: ModelCost;
  readonly fairness: FairnessProof;
  /** Absent in what an earlier version of the page kept. */
  readonly backend?: BackendReport;
}

/** A seed that is over. */
export interface FinishedSeed {
  readonly run: ReportRun;
  readonly clips: SeedAnswers;
}

/** All that an interrupted run needs to go on exactly where it was. Plain data, kept by the page's storage. */
export interface RunSnapshot {
  readonly version: 1;
  readonly runId: string;
  readonly experiment: Experiment;
  readonly datasetFingerprint: string;
  readonly seeds: readonly number[];
  readonly finishedSeeds: readonly FinishedSeed[];
  /** Of the seed under way. */
  readonly finished: Readonly<Record<string, FinishedTraining>>;
  readonly checkpoints: Readonly<Record<string, Checkpoint>>;
  /** Knobs as last turned, by training id, also of those that have not begun. */
  readonly knobs: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly curves: readonly CurvePoint[];
  /** What the view was told, without progress and checkpoints: shown again before the run goes on. */
  readonly events: readonly RunEvent[];
  readonly backend: BackendReport | null;
  readonly secondsSpent: number;
}
