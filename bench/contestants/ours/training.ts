import { Rng } from '../../../src/engine/core/rng.ts';
import type { Forward, NetShape, ParamInfo } from '../../../src/engine/models/model.ts';
import {
  dispose,
  drawInitial,
  fill,
  fusedOps,
  reshape,
  tensor,
  tidy,
  valueAndGradients,
  type Scalar,
  type Tensor,
} from '../../../src/engine/tensor/index.ts';
import { Adam } from '../../../src/engine/train/optimiser.ts';
import { LEARNING_RATE } from '../../works/net.ts';

/** A net in training on one batch again and again, through the very code that the studio trains with. */
export interface Training {
  /** @returns the loss before this step */
  step(): Promise<number>;
}

/** Of a batch, by the parameters of the moment; made for the caller's scope. */
export type Loss = (params: readonly Tensor[]) => Scalar;

/**
 * The cross-entropy of classes, mean over all answers to a batch.
 * @param x [B, T, F], flat
 * @param labels one-hot, flat, [B, K], or [B, T', K] where a net answers frame by frame
 */
export function lossOfClasses(
  forward: Forward,
  shape: NetShape,
  batch: { readonly size: number; readonly x: Float32Array; readonly labels: Float32Array },
): Loss {
  const { size } = batch;
  const x = tensor(batch.x, [size, shape.frames, shape.bins]);
  const answers = batch.labels.length / shape.classes;
  const labels = tensor(batch.labels, [answers, shape.classes]);
  const weights = fill([answers], 1 / answers);
  const lengths = new Int32Array(size).fill(shape.frames);
  return (params) => {
    const { logits } = forward(params, x, lengths, { training: false });
    return fusedOps().softmaxCrossEntropy(reshape(logits, [answers, shape.classes]), labels, weights);
  };
}

export function startTraining(layout: readonly ParamInfo[], loss: Loss): Training {
  const optimiser = new Adam(layout, drawInitial(layout, Rng.fromSeed(1)));
  return {
    async step() {
      const total = tidy(() => {
        const { total, gradients } = valueAndGradients(optimiser.params, () => ({
          total: loss(optimiser.params),
          named: {},
        }));
        optimiser.step(gradients, LEARNING_RATE, 0);
        dispose(gradients);
        return total;
      });
      const [before = NaN] = await total.data();
      dispose(total);
      return before;
    },
  };
}
