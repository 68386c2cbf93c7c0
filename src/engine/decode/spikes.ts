import { logSoftmaxRow } from '../metrics/log-softmax.ts';
import { greedyDecode, type SymbolSpan } from './greedy.ts';

/** Where a net trained with CTC says a symbol. */
export interface Spike extends SymbolSpan {
  /** The frame of the span in which the symbol is likeliest; the first of equals. */
  readonly peak: number;
  /** Of the symbol in that frame. */
  readonly probability: number;
}

export interface Spikes {
  readonly spikes: readonly Spike[];
  /** Share of the frames in which the blank is the likeliest class; 0 without frames. */
  readonly blankShare: number;
  /** Mean probability of the blank; 0 without frames. */
  readonly blankProbability: number;
}

/**
 * The spikes of an utterance, and how much of it is blank.
 * @param logits valid frames only, [T, K]
 * @throws StudioError `train/not-finite` for logits that are no numbers
 */
export function spikesOf(logits: Float32Array, classes: number, blank: number): Spikes {
  const frames = logits.length / classes;
  const row = new Float64Array(classes);
  const probability = (frame: number, k: number): number => {
    logSoftmaxRow(logits, frame, 1, row);
    return Math.exp(row[k]!);
  };
  const spikes = greedyDecode(logits, classes, blank).map((span): Spike => {
    let [peak, highest] = [span.start, 0];
    for (let frame = span.start; frame < span.end; frame++) {
      const own = probability(frame, span.symbol);
      if (own > highest) [peak, highest] = [frame, own];
    }
    return { ...span, peak, probability: highest };
  });
  const spoken = spikes.reduce((sum, { start, end }) => sum + end - start, 0);
  let blanks = 0;
  for (let frame = 0; frame < frames; frame++) blanks += probability(frame, blank);
  return {
    spikes,
    blankShare: frames === 0 ? 0 : 1 - spoken / frames,
    blankProbability: frames === 0 ? 0 : blanks / frames,
  };
}
