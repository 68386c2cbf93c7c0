import { logSoftmaxRow } from '../metrics/log-softmax.ts';
import { greedyDecode, type SymbolSpan } from './greedy.ts';

/** Where a net says a symbol. */
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
  const probability = probabilityIn(logits, classes);
  const spikes = peaksOf(greedyDecode(logits, classes, blank), probability);
  const spoken = spikes.reduce((sum, { start, end }) => sum + end - start, 0);
  let blanks = 0;
  for (let frame = 0; frame < frames; frame++) blanks += probability(frame, blank);
  return {
    spikes,
    blankShare: frames === 0 ? 0 : 1 - spoken / frames,
    blankProbability: frames === 0 ? 0 : blanks / frames,
  };
}

/**
 * The same of a net without a blank: stretches of frames in which one class is the likeliest.
 * @param logits valid frames only, [T, K]
 * @throws StudioError `train/not-finite` for logits that are no numbers
 */
export function stretchesOf(logits: Float32Array, classes: number): Spikes {
  const spans = greedyDecode(logits, classes, NO_CLASS);
  return { spikes: peaksOf(spans, probabilityIn(logits, classes)), blankShare: 0, blankProbability: 0 };
}

/** No class is between the others. */
const NO_CLASS = -1;

type Probability = (frame: number, k: number) => number;

function probabilityIn(logits: Float32Array, classes: number): Probability {
  const row = new Float64Array(classes);
  return (frame, k) => {
    logSoftmaxRow(logits, frame, 1, row);
    return Math.exp(row[k]!);
  };
}

function peaksOf(spans: readonly SymbolSpan[], probability: Probability): Spike[] {
  return spans.map((span): Spike => {
    let [peak, highest] = [span.start, 0];
    for (let frame = span.start; frame < span.end; frame++) {
      const own = probability(frame, span.symbol);
      if (own > highest) [peak, highest] = [frame, own];
    }
    return { ...span, peak, probability: highest };
  });
}
