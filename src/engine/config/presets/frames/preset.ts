import type { Preset } from '../../preset.ts';
import { framesOfCorpus } from '../frames-of-corpus.ts';

/** A DNN with context teaches a narrow one. */
export const frames: Preset = framesOfCorpus('frames', {
  family: 'frame-dnn',
  model: { context: 7, width: 512, depth: 3, dropout: 0.4 },
  optimiser: { learningRate: 1e-3, steps: 1200 },
});
