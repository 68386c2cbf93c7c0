import type { ParamSpec, ParamValues } from '../core/param-spec.ts';
import type { Scalar, Tensor } from '../tensor/index.ts';

/** What a method sees in one step. */
export interface MethodInput {
  /** [B, K] (or [B, T', K] with `mask`). */
  readonly studentLogits: Tensor;
  /** Same shape, one for each teacher of the training; no gradient. */
  readonly teacherLogits: readonly Tensor[];
  /** One-hot labels, [B, K]. */
  readonly labels: Tensor;
  /** [B], what each row counts in the hard term: equal shares of 1 where the label may be seen, 0 elsewhere. */
  readonly labelShares: Tensor;
  /** [B], what each row counts in the soft term where there is no `mask`: equal shares of 1. */
  readonly rowShares: Tensor;
  /** [B, T'], 1 where a frame is valid; absent for clips. */
  readonly mask?: Tensor;
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
