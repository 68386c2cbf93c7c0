import type { TaskId } from '../config/experiment.ts';
import type { ParamSpec, ParamValues } from '../core/param-spec.ts';
import type { Rng } from '../core/rng.ts';
import type { Tensor } from '../tensor/index.ts';

/** What a net is built for. */
export interface NetShape {
  /** Frames in the window (T). */
  readonly frames: number;
  /** Features a frame (F). */
  readonly bins: number;
  /** Classes (K). */
  readonly classes: number;
}

/** One parameter of the flat buffer: name, shape, and how it is drawn. Order is the order in the buffer. */
export interface ParamInfo {
  readonly name: string;
  readonly shape: readonly number[];
  readonly init: ParamInit;
}

/** Uniform in +-bound (`fan-in`: 1/sqrt(fan), as PyTorch's layers; `he`: sqrt(6/fan)), or a constant. */
export type ParamInit =
  { readonly kind: 'fan-in' | 'he'; readonly fan: number } | { readonly kind: 'constant'; readonly value: number };

/** Pure arithmetic; one forward pass of one clip. */
export interface ModelCost {
  readonly parameters: number;
  /** Multiply-accumulates a clip. */
  readonly macs: number;
  /** 4 bytes a parameter. */
  readonly bytes: number;
}

export interface ForwardContext {
  /** Dropout on. */
  readonly training: boolean;
  /** The stream of this step's dropout masks; needed only while training. */
  readonly rng?: Rng;
  /**
   * Of a piece of a stream ({@link ModelFamily.streaming}): the states in which the recurrent layers ended the piece before,
   * [B, width] each, none for the first piece. `x` then holds the frames around those that are answered too, and no
   * zeros are put beyond its ends.
   */
  readonly carried?: readonly Tensor[];
}

export interface ForwardResult {
  /** [B, K] for clips, [B, T', K] for sequences. */
  readonly logits: Tensor;
  /** Valid frames of each row of `logits` when it has a time axis. */
  readonly outLengths: Int32Array;
  /** Named inner activations that methods may tap. */
  readonly taps: Readonly<Record<string, Tensor>>;
  /** After a piece of a stream: what the next one is given as `carried`. */
  readonly states?: readonly Tensor[];
}

/** Frames that an answer needs on each side of the one that it is about. */
export interface Surroundings {
  readonly before: number;
  readonly after: number;
}

/**
 * A forward pass: pure in its parameters.
 * @param params tensors in the order of {@link ModelFamily.layout}
 * @param x [B, T, F]
 * @param lengths valid frames of each row, [B]
 */
export type Forward = (
  params: readonly Tensor[],
  x: Tensor,
  lengths: Int32Array,
  context: ForwardContext,
) => ForwardResult;

/** A tiny net with known answers, by PyTorch in float64 (scripts/goldens/nets.py): what a backend must get right. */
export type FamilyGolden = ClipGolden | SentenceGolden | FrameGolden;

interface NetGolden {
  readonly shape: NetShape;
  readonly settings: ParamValues;
  /** [B, T, F] */
  readonly x: readonly number[];
  readonly lengths: readonly number[];
  /** Logits, [B, K] or [B, T', K]. */
  readonly teacher: readonly number[];
  readonly temperature: number;
  readonly alpha: number;
  /** Flat, in layout order. */
  readonly weights: readonly number[];
  /** As the teacher's; zero past the end of a row. */
  readonly logits: readonly number[];
  readonly loss: number;
  /** Flat, in layout order. */
  readonly gradients: readonly number[];
}

/** The loss is that of Hinton's method. */
export interface ClipGolden extends NetGolden {
  /** One-hot, [B, K]. */
  readonly labels: readonly number[];
  readonly labelled: readonly number[];
}

/** The loss is that of `ctc-frame`, with every frame; the last class is the blank. */
export interface SentenceGolden extends NetGolden {
  /** Classes, row by row. */
  readonly sentences: readonly (readonly number[])[];
}

/** The loss is that of Hinton's method, frame by frame. */
export interface FrameGolden extends NetGolden {
  /** Class of each frame, [B, T']; -1 where it has none. */
  readonly frameLabels: readonly number[];
}

/** A family of nets: one folder. This half is pure and light; `load` brings the half that needs tensors. */
export interface ModelFamily {
  readonly id: string;
  readonly tasks: readonly TaskId[];
  /** Where the architecture comes from. */
  readonly source: { readonly title: string; readonly url?: string };
  readonly params: readonly ParamSpec[];
  layout(shape: NetShape, settings: ParamValues): ParamInfo[];
  cost(shape: NetShape, settings: ParamValues): ModelCost;
  /** Frames of the answer to so many; absent where a net gives one answer a clip. */
  readonly outFrames?: (frames: number, settings: ParamValues) => number;
  /** Frames that it goes on by from one answer to the next, the first answer being about the first frame; 1 by default. */
  readonly outStride?: (settings: ParamValues) => number;
  /** What a net needs that answers while frames still come; null (or absent) where it has to hear the end first. */
  readonly streaming?: (settings: ParamValues) => Surroundings | null;
  load(): Promise<{ build(shape: NetShape, settings: ParamValues): Forward }>;
  /** Known values for the self-test of a backend. */
  golden(): Promise<FamilyGolden>;
  /** Of other settings, where one net does not use all that the family is made of. */
  moreGoldens?(): Promise<readonly FamilyGolden[]>;
}
