import { div, fusedOps, mul, reshape, sum, type Scalar, type Tensor } from '../tensor/index.ts';

/**
 * T^2 KL from a teacher's softened answers to the student's in each frame, times what the frame counts; the mean over all
 * valid frames of the batch, those that count for nothing among them. (The frame-wise loss of
 * arXiv:2506.01503.)
 * @param student logits, [B, T, K]
 * @param teacher of the same shape, without a gradient
 * @param mask [B, T], 1 where a frame is valid, else 0; one frame at least is
 * @param weights [B, T]: see `blankWeights`
 */
export function frameTerm(
  student: Tensor,
  teacher: Tensor,
  mask: Tensor,
  weights: Tensor,
  temperature: number,
): Scalar {
  const rows = (logits: Tensor): Tensor => reshape(logits, [-1, logits.shape[2] ?? 1]);
  const shares = reshape(div(mul(mask, weights), sum(mask)), [-1]);
  return fusedOps().distillKl(rows(student), rows(teacher), temperature, shares);
}
