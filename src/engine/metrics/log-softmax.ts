/**
 * Logarithm of the softmax of one row at a temperature, in double precision.
 * @param logits [N, K]
 * @param out [K], overwritten
 */
export function logSoftmaxRow(logits: Float32Array, row: number, temperature: number, out: Float64Array): void {
  const classes = out.length;
  const start = row * classes;
  let max = -Infinity;
  for (let k = 0; k < classes; k++) max = Math.max(max, logits[start + k]! / temperature);
  let sum = 0;
  for (let k = 0; k < classes; k++) sum += Math.exp(logits[start + k]! / temperature - max);
  const logSum = max + Math.log(sum);
  for (let k = 0; k < classes; k++) out[k] = logits[start + k]! / temperature - logSum;
}
