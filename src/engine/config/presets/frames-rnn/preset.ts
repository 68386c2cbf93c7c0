import type { Preset } from '../../preset.ts';
import { framesOfCorpus } from '../frames-of-corpus.ts';

/** A net that hears the utterance from both ends teaches a narrow DNN. */
export const framesRnn: Preset = framesOfCorpus('frames-rnn', {
  family: 'frame-rnn',
  model: { cell: 'gru', directions: 'both', width: 128, depth: 2, dropout: 0.4 },
  optimiser: { learningRate: 3e-3, steps: 200 },
});
