import { predictionsOf } from '../metrics/predictions.ts';

/** A symbol of a path and where it is: frames `start` to `end`, the latter not included. */
export interface SymbolSpan {
  readonly symbol: number;
  readonly start: number;
  readonly end: number;
}

/**
 * Best path decoding of CTC: the likeliest class of each frame, repeats joined, blanks left out (Graves et al. 2006,
 * doi:10.1145/1143844.1143891, section 3.2). The lowest class wins a tie.
 * @param logits of one utterance, valid frames only, [T, K]
 * @throws StudioError `train/not-finite` for logits that are no numbers
 */
export function greedyDecode(logits: Float32Array, classes: number, blank: number): SymbolSpan[] {
  const spans: SymbolSpan[] = [];
  const path = predictionsOf(logits, classes);
  for (let start = 0, end = 0; start < path.length; start = end) {
    const symbol = path[start]!;
    while (end < path.length && path[end] === symbol) end++;
    if (symbol !== blank) spans.push({ symbol, start, end });
  }
  return spans;
}
