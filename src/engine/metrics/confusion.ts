/**
 * How often each class was answered for each true class.
 * @param labels true classes, [N]
 * @param predictions answers, [N]
 * @returns [K * K] counts, row = true class, column = answer
 */
export function confusionOf(labels: Int32Array, predictions: Int32Array, classes: number): number[] {
  if (labels.length !== predictions.length) throw new RangeError('one answer a label');
  const counts = new Array<number>(classes * classes).fill(0);
  labels.forEach((label, i) => {
    counts[label * classes + predictions[i]!]! += 1;
  });
  return counts;
}
