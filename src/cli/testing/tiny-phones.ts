import { resolveExperiment } from '../../engine/config/resolve.ts';
import { EXPERIMENT_VERSION, type Experiment } from '../../engine/config/experiment.ts';
import type { Dataset, Segment, Split } from '../../engine/data/dataset.ts';
import { methods } from '../../engine/distill/catalog.ts';
import { models } from '../../engine/models/catalog.ts';
import { sentenceDataset } from './tiny-sentences.ts';

const LETTER_SECONDS = 0.06;
const TEXTS = ['ab', 'b a', 'cab', 'a c', 'abba', 'bc'];

/** Letters with their times: spaces, and the hush at the end, are silence. */
function segmentsOf(text: string): Segment[] {
  return [...text, ' '].map((letter, i) => ({
    symbol: letter === ' ' ? 'sil' : `${letter}-tone`,
    startSeconds: LETTER_SECONDS * i,
    endSeconds: LETTER_SECONDS * (i + 1),
  }));
}

/** Tones with the times of each. @param texts of each split */
export function phoneDataset(texts: Readonly<Record<Split, readonly string[]>>): Dataset {
  const { utterances, ...rest } = sentenceDataset(texts);
  return {
    ...rest,
    utterances: utterances.map((one) => ({ ...one, segments: segmentsOf(one.transcript!.toLowerCase()) })),
  };
}

export function tinyPhones(): Dataset {
  return phoneDataset({ train: TEXTS, validation: TEXTS.slice(0, 3), test: TEXTS.slice(2, 5) });
}

/** The preset for phones of a corpus cut down to what they need. */
export function phoneExperiment(changes: Readonly<Record<string, unknown>> = {}): Experiment {
  const net = { family: 'frame-dnn', model: { context: 2, width: 12, depth: 1, dropout: 0 } };
  const optimiser = { batchSize: 3, steps: 12, learningRate: 0.01, warmupSteps: 0 };
  return resolveExperiment(
    {
      version: EXPERIMENT_VERSION,
      preset: 'frames',
      data: { labelShare: 50, noise: { versions: 2 }, augment: { speed: 0 } },
      frontEnd: { kind: 'log-mel', melBands: 12, deltas: 0 },
      trainings: ['teacher', 'alone', 'distilled'].map((id) => ({ id, ...net, optimiser })),
      ...changes,
    },
    { models, methods },
  );
}
