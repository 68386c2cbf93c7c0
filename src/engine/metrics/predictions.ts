import { StudioError } from '../core/errors.ts';

/**
 * The class of the largest logit of each row; the lowest class wins a tie.
 * @param logits [N, K]
 * @returns [N]
 * @throws StudioError `train/not-finite` for logits that are no numbers: they choose nothing
 */
export function predictionsOf(logits: Float32Array, classes: number): Int32Array {
  const predictions = new Int32Array(logits.length / classes);
  for (let row = 0; row < predictions.length; row++) {
    let best = -Infinity;
    for (let k = 0; k < classes; k++) {
      const logit = logits[row * classes + k]!;
      if (Number.isNaN(logit)) throw new StudioError('train/not-finite', { term: 'logits', row });
      if (logit > best) {
        best = logit;
        predictions[row] = k;
      }
    }
  }
  return predictions;
}
