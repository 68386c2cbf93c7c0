import type { TaskId } from '../config/experiment.ts';
import type { ParamSpec, ParamValues } from '../core/param-spec.ts';
import type { Pooling } from '../models/frame-rate.ts';
import type { Scalar, Tensor } from '../tensor/index.ts';

/** What is known of answers frame by frame. */
export interface SequenceInput {
  /** [B, T'], 1 where a frame is valid, else 0. */
  readonly mask: Tensor;
  /** Valid frames of each row, [B]. */
  readonly lengths: Int32Array;
  /** The class that stands between symbols. */
  readonly blank: number;
  /** How the answers of the one teacher meet the student's where rates differ; absent where they are the same. */
  readonly pooling?: Pooling;
}

/** What a method sees in one step. */
export interface MethodInput {
  /** [B, K]; [B, T', K] of sequences. */
  readonly studentLogits: Tensor;
  /** Same shape but for the frames (see {@link SequenceInput.pooling}), one for each teacher of the training; no gradient. */
  readonly teacherLogits: readonly Tensor[];
  /** The same as plain numbers, row by row, valid frames only, so that they can be decoded: [K] or [T', K]. */
  readonly teacherRows: readonly (readonly Float32Array[])[];
  /** The task's loss of the student's logits with the labels, mean over the rows whose label may be seen; zero without any. */
  labelLoss(): Scalar;
  /** [B], what each row counts in the soft term of clips: equal shares of 1. */
  readonly rowShares: Tensor;
  /** Null for clips. */
  readonly sequence: SequenceInput | null;
  readonly params: ParamValues;
}

/** A term of the loss: shown under its name as `value`, added as `weight * value`. */
export interface LossTerm {
  readonly value: Scalar;
  readonly weight: number;
}

/** A way to teach: one folder. `load` brings the half that needs tensors. */
export interface DistillMethod {
  readonly id: string;
  readonly tasks: readonly TaskId[];
  readonly paper: {
    readonly title: string;
    readonly authors: string;
    readonly year: number;
    readonly url?: string;
  } | null;
  /** LaTeX of the loss. */
  readonly formula: string;
  readonly params: readonly ParamSpec[];
  /** Names of the terms, in order, as in the events and the charts (`hard`, `soft`). */
  readonly terms: readonly string[];
  readonly needsTeacher: boolean;
  load(): Promise<{ terms(input: MethodInput): Readonly<Record<string, LossTerm>> }>;
}
