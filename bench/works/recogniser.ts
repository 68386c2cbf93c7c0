import { halved, STEM } from '../../src/engine/models/deepspeech2-mini/geometry.ts';
import { deepspeech2Mini } from '../../src/engine/models/deepspeech2-mini/index.ts';
import type { NetShape } from '../../src/engine/models/model.ts';

/** Of the utterances that a recogniser learns; the last class is the blank. */
export interface UtteranceSizes {
  readonly frames: number;
  readonly classes: number;
  readonly labels: number;
}

/** A convolution and two bidirectional layers of GRU under CTC: what a small corpus of sentences is learnt with. */
export const RECOGNISER = {
  title: 'convolution 32 of 5x5, two bidirectional GRU 2x128, CTC',
  family: deepspeech2Mini,
  bins: 40,
  batch: 16,
  settings: { channels: 32, width: 128, depth: 2, dropout: 0, directions: 'both', norm: 'none' },
} as const;

export function recogniserShape({ frames, classes }: UtteranceSizes): NetShape {
  return { frames, bins: RECOGNISER.bins, classes };
}

/** What the whole net costs, and the multiply-accumulates of one clip whose input is data: those of the convolution. */
export function recogniserCost(sizes: UtteranceSizes) {
  const { family, settings, bins } = RECOGNISER;
  const dataMacs = halved(sizes.frames) * halved(bins) * settings.channels * STEM.kernel[0] * STEM.kernel[1];
  return { ...family.cost(recogniserShape(sizes), settings), dataMacs };
}
