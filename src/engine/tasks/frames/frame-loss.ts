import { fusedOps, reshape, tensor, type Scalar, type Tensor } from '../../tensor/index.ts';
import { UNLABELLED } from './label-frames.ts';

/**
 * Mean cross-entropy, in nats, over the frames of a batch that have a label; zero where none has.
 * @param logits [B, T, K]
 * @param rows labels of each row's frames, at most T; null for a row whose labels may not be seen
 */
export function frameLoss(logits: Tensor, rows: readonly (Int32Array | null)[]): Scalar {
  const [batch = 0, frames = 0, classes = 0] = logits.shape;
  const oneHot = new Float32Array(batch * frames * classes);
  const shares = new Float32Array(batch * frames);
  let labelled = 0;
  rows.forEach((labels, row) =>
    labels?.forEach((label, frame) => {
      if (label === UNLABELLED) return;
      const at = row * frames + frame;
      oneHot[at * classes + label] = 1;
      shares[at] = 1;
      labelled++;
    }),
  );
  for (let at = 0; at < shares.length; at++) shares[at]! /= Math.max(1, labelled);
  return fusedOps().softmaxCrossEntropy(
    reshape(logits, [-1, classes]),
    tensor(oneHot, [batch * frames, classes]),
    tensor(shares, [batch * frames]),
  );
}
