import type { Preset } from '../../preset.ts';
import { framesOfCorpus } from '../frames-of-corpus.ts';

/** A DNN with context teaches a narrow one. */
export const frames: Preset = framesOfCorpus('frames', {
  family: 'frame-dnn',
  model: { context: 5, width: 512, depth: 2, dropout: 0.3 },
  optimiser: { learningRate: 1e-3, steps: 400 },
});
