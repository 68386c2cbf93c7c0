/** Probabilities by the mean of several logits over the same classes: their geometric mean, made to sum to one. */
export function meanSoftmax(logits: readonly Float32Array[]): Float32Array {
  const out = new Float32Array(logits[0]?.length ?? 0);
  for (const one of logits) for (let k = 0; k < out.length; k++) out[k]! += one[k]! / logits.length;
  const most = out.reduce((a, b) => Math.max(a, b), -Infinity);
  let sum = 0;
  for (let k = 0; k < out.length; k++) sum += out[k] = Math.exp(out[k]! - most);
  for (let k = 0; k < out.length; k++) out[k]! /= sum;
  return out;
}
