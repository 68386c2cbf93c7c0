import { framesNeeded } from '../tensor/ops/ctc-states.ts';
import { logSoftmaxRow } from './log-softmax.ts';

/**
 * The loss of CTC of one utterance, in double precision: the negative logarithm of the probability of its labels over all
 * paths (Graves, Fernandez, Gomez, Schmidhuber 2006, doi:10.1145/1143844.1143891).
 * @param logits valid frames only, [T, K]
 * @returns nats; Infinity where the labels do not fit in the frames, NaN when a logit is
 */
export function ctcLoss(logits: Float32Array, classes: number, labels: Int32Array, blank: number): number {
  const frames = logits.length / classes;
  if (framesNeeded(labels) > frames) return Infinity;
  const states = 2 * labels.length + 1;
  const classAt = (state: number): number => (state % 2 === 0 ? blank : labels[state >> 1]!);
  const row = new Float64Array(classes);
  let before = new Float64Array(states).fill(-Infinity);
  for (let t = 0; t < frames; t++) {
    logSoftmaxRow(logits, t, 1, row);
    const own = new Float64Array(states);
    for (let s = 0; s < states; s++) {
      const leaps = s > 1 && s % 2 === 1 && classAt(s) !== classAt(s - 2);
      const begins = t === 0 ? (s < 2 ? 0 : -Infinity) : before[s]!;
      const reached = logSum(begins, s > 0 ? before[s - 1]! : -Infinity, leaps ? before[s - 2]! : -Infinity);
      own[s] = reached + row[classAt(s)]!;
    }
    before = own;
  }
  if (frames === 0) return 0;
  return -logSum(before[states - 1]!, states > 1 ? before[states - 2]! : -Infinity, -Infinity);
}

function logSum(a: number, b: number, c: number): number {
  const top = Math.max(a, b, c);
  if (top === -Infinity) return top;
  return top + Math.log(Math.exp(a - top) + Math.exp(b - top) + Math.exp(c - top));
}
