import type { Scalar, Tensor, Tensor1D } from '@tensorflow/tfjs-core';

/**
 * The operations that nets, losses and the optimiser are made of, with gradients. `composeOps` makes
 * each of stock tfjs kernels; a backend's folder in `engine/kernels` may replace any of them by `registerOps` with the
 * same meaning:
 *
 * - Weights have PyTorch's shapes, so that they go to and from PyTorch as they are.
 * - Activations are float32, row-major; images are [batch, height, width, channels].
 * - Outputs are fresh tensors; inputs are never changed, but for those that {@link FusedOps.adam} and
 *   {@link FusedOps.accumulate} take over.
 * - Every operation runs synchronously and reads nothing back from the device.
 */
export interface FusedOps {
  /**
   * activation(x w' + b).
   * @param x [N, I]
   * @param w [O, I], as torch.nn.Linear
   * @param b [O]
   * @returns [N, O]
   */
  dense(x: Tensor, w: Tensor, b: Tensor, options?: LayerOptions): Tensor;

  /**
   * activation(cross-correlation + b).
   * @param x [B, H, W, C]
   * @param w [O, C, kh, kw], as torch.nn.Conv2d
   * @param b [O]
   * @returns [B, H', W', O], H' = floor((H + 2 padding - kh) / stride) + 1
   */
  conv2d(x: Tensor, w: Tensor, b: Tensor, options: ConvOptions): Tensor;

  /**
   * Each channel with its own filter: torch.nn.Conv2d with groups = C.
   * @param x [B, H, W, C]
   * @param w [C, 1, kh, kw]
   * @param b [C]
   * @returns [B, H', W', C]
   */
  depthwiseConv2d(x: Tensor, w: Tensor, b: Tensor, options: ConvOptions): Tensor;

  /**
   * A GRU layer over whole sequences, as torch.nn.GRU and ONNX with linear_before_reset:
   * r = s(Wir x + bir + Whr h + bhr), z alike, n = tanh(Win x + bin + r (Whn h + bhn)), h' = (1 - z) n + z h.
   * @param x [B, T, I]
   * @param weights gates in the order r, z, n
   * @returns every state, [B, T, H]; past the end of a sequence its last valid state is repeated
   */
  gru(x: Tensor, weights: RecurrentWeights, options?: GruOptions): Tensor;

  /**
   * An LSTM layer over whole sequences from a zero state, as torch.nn.LSTM: c' = f c + i g, h' = o tanh(c').
   * @param x [B, T, I]
   * @param weights gates in the order i, f, g, o
   * @returns every hidden state, [B, T, H]; past the end of a sequence its last valid state is repeated
   */
  lstm(x: Tensor, weights: RecurrentWeights, options?: RecurrentOptions): Tensor;

  /**
   * Mean over the valid frames of each row; zero for a row without any.
   * @param x [B, T, N]
   * @param lengths valid frames of each row; without it all are
   * @returns [B, N]
   */
  meanOverTime(x: Tensor, lengths?: Int32Array): Tensor;

  /**
   * sum_n weights_n CE(targets_n, softmax(logits_n)); gradient for `logits` only.
   * @param logits [N, K]
   * @param targets [N, K], rows sum to one
   * @param weights [N]
   */
  softmaxCrossEntropy(logits: Tensor, targets: Tensor, weights: Tensor): Scalar;

  /**
   * T^2 sum_n weights_n KL(softmax(teacher_n / T) || softmax(student_n / T)); gradient for `student` only
   * (Hinton, Vinyals, Dean 2015, arXiv:1503.02531).
   * @param student [N, K] logits
   * @param teacher [N, K] logits
   * @param temperature T, above 0
   * @param weights [N]
   */
  distillKl(student: Tensor, teacher: Tensor, temperature: number, weights: Tensor): Scalar;

  /**
   * Connectionist temporal classification: the negative logarithm of the probability of each utterance's labels, summed
   * over all paths through blanks and repeats (Graves, Fernandez, Gomez, Schmidhuber 2006, doi:10.1145/1143844.1143891).
   * Its gradient is the softmax minus how likely the labels make each class in each frame, zero past the end. Labels that
   * do not fit in their frames have an infinite loss, and a gradient of zero where what comes in is finite: put a zero in
   * its place (`where`) before it is summed up. Without frames and labels the loss is 0.
   * @param logits [B, T, K], finite where they are valid; else the loss is no number
   * @returns nats, [B]
   * @throws RangeError for targets that are not of these logits
   */
  ctc(logits: Tensor, targets: CtcTargets): Tensor1D;

  /**
   * sum_i weights_i values_i.
   * @param weights one a value
   */
  weightedSum(values: readonly Scalar[], weights: readonly number[]): Scalar;

  /**
   * Adds scalars to a vector, without a gradient.
   * @param sums [N]; taken over: disposed of, or it lives on in the result
   * @param values one for each of N
   * @returns [N], kept
   */
  accumulate(sums: Tensor, values: readonly Scalar[]): Tensor;

  /**
   * One step of Adam (Kingma, Ba 2015, algorithm 1) with the gradients clipped to a global norm before it.
   * Takes over all tensors of `state` (they are disposed of, or live on in the result), but not the gradients.
   */
  adam(state: AdamState, gradients: readonly Tensor[], step: AdamStep): AdamState;
}

/** What the composed operations rest on, without gradients of their own; a backend may bring faster ones. */
export interface Primitives {
  /**
   * Matrix product.
   * @param a [M, K], or [K, M] with `transposeA`
   * @param b [K, N], or [N, K] with `transposeB`
   * @returns activation(a b + bias), [M, N]
   */
  product(a: Tensor, b: Tensor, options?: ProductOptions): Tensor;

  /** Sums over the rows of [N, C]: [C]. */
  columnSums(x: Tensor): Tensor;

  /** Hyperbolic tangent. */
  tanh(x: Tensor): Tensor;
}

export type Activation = 'linear' | 'relu';

export interface ProductOptions {
  readonly transposeA?: boolean;
  readonly transposeB?: boolean;
  /** [N] */
  readonly bias?: Tensor;
  readonly activation?: Activation;
}

export interface LayerOptions {
  /** `linear` by default. */
  readonly activation?: Activation;
  /** False where `x` is data, which needs none: saves the product. True by default. */
  readonly inputGradient?: boolean;
}

export interface ConvOptions extends LayerOptions {
  /** Rows, columns. */
  readonly stride: readonly [number, number];
  /** Zeros on each side: rows, columns; less than the kernel's. */
  readonly padding: readonly [number, number];
}

/** One layer, one direction; G is 3 for a GRU and 4 for an LSTM. */
export interface RecurrentWeights {
  /** `weight_ih`, [G H, I] */
  readonly input: Tensor;
  /** `weight_hh`, [G H, H] */
  readonly hidden: Tensor;
  /** `bias_ih`, [G H] */
  readonly inputBias: Tensor;
  /** `bias_hh`, [G H] */
  readonly hiddenBias: Tensor;
}

export interface RecurrentOptions {
  /** Valid frames of each row; without it all are. */
  readonly lengths?: Int32Array;
  /** False where `x` is data. True by default. */
  readonly inputGradient?: boolean;
  /**
   * From the last frame to the first, as the backward half of a bidirectional layer: frames past the end of a row come
   * first then and leave its state at zero. False by default.
   */
  readonly reverse?: boolean;
}

export interface GruOptions extends RecurrentOptions {
  /** The state before the first frame that is met, [B, H]; zero by default. With it no gradient can be taken. */
  readonly initial?: Tensor;
}

/** What CTC is to find in each utterance: plain numbers, so that nothing need be read back to know what fits. */
export interface CtcTargets {
  /** Valid frames, [B]; more than there are count as all. */
  readonly lengths: Int32Array;
  /** Classes, [B, L] row by row; what lies past the end of a row is not looked at. */
  readonly labels: Int32Array;
  /** Labels of each row, [B]; none is an utterance in which nothing is said. */
  readonly labelLengths: Int32Array;
  /** The class that stands between labels; none of them. */
  readonly blank: number;
}

/** Kept tensors, parameter by parameter. */
export interface AdamState {
  readonly params: readonly Tensor[];
  readonly moment1: readonly Tensor[];
  readonly moment2: readonly Tensor[];
}

export interface AdamStep {
  readonly learningRate: number;
  /** 1 for the first step: Adam's t. */
  readonly step: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  /** Largest global norm of the gradients; 0: not clipped. */
  readonly clipNorm: number;
}
