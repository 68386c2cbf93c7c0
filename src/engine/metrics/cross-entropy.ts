import { logSoftmaxRow } from './log-softmax.ts';

/**
 * Mean cross-entropy of the labels, in nats.
 * @param logits [N, K], N at least 1
 * @param labels true classes, [N]
 * @returns NaN when a logit is no finite number
 */
export function crossEntropy(logits: Float32Array, labels: Int32Array, classes: number): number {
  const logProbabilities = new Float64Array(classes);
  let sum = 0;
  labels.forEach((label, row) => {
    logSoftmaxRow(logits, row, 1, logProbabilities);
    sum -= logProbabilities[label]!;
  });
  return sum / labels.length;
}
