import { defaultExperiment } from '../../engine/config/defaults.ts';
import type { Training } from '../../engine/config/experiment.ts';
import { Rng } from '../../engine/core/rng.ts';
import type { Split } from '../../engine/data/dataset.ts';
import type { FeatureBlock } from '../../engine/data/feature-block.ts';
import type { TrainerSetup } from '../../engine/train/trainer.ts';

/** Three classes of noisy patterns, 6 frames of 4 features: learnt in a few dozen steps. */
export const tinyShape = { frames: 6, bins: 4, windowSamples: 1200 };
const classes = ['a', 'b', 'c'];
const counts: Readonly<Record<Split, number>> = { train: 48, validation: 18, test: 18 };

export function tinyBlock(split: Split, version: number): FeatureBlock {
  const rng = new Rng(`tiny/${split}/${version}`);
  const size = tinyShape.frames * tinyShape.bins;
  const data = new Float32Array(counts[split] * size);
  for (let clip = 0; clip < counts[split]; clip++)
    for (let i = 0; i < size; i++)
      data[clip * size + i] = Math.sin((clip % 3) + i * (1 + (clip % 3))) + 0.4 * rng.normal();
  return { split, version, data };
}

export const tinyBlocks: readonly FeatureBlock[] = [
  tinyBlock('train', 0),
  tinyBlock('train', 1),
  tinyBlock('validation', 0),
  tinyBlock('test', 0),
];

function labelsOf(split: Split): Int32Array {
  return Int32Array.from({ length: counts[split] }, (_, clip) => clip % 3);
}

export interface TinyOptions {
  readonly steps?: number;
  readonly training?: Partial<Training>;
  readonly setup?: Partial<TrainerSetup>;
}

/** A set-up of the default's student without a teacher, cut down to the tiny data. */
export function tinySetup({ steps = 20, training = {}, setup = {} }: TinyOptions = {}): TrainerSetup {
  const alone = defaultExperiment.trainings.find(({ id }) => id === 'alone')!;
  const { noise } = defaultExperiment.data;
  return {
    runId: 'test',
    experiment: { ...defaultExperiment, data: { ...defaultExperiment.data, noise: { ...noise, versions: 2 } } },
    training: {
      ...alone,
      model: { width: 8, depth: 1, dropout: 0.1 },
      ...training,
      optimiser: { ...alone.optimiser, learningRate: 0.02, batchSize: 8, steps },
    },
    seed: 1,
    shape: tinyShape,
    normaliser: { mean: new Float32Array(4), inverseDeviation: new Float32Array(4).fill(1) },
    classes,
    labels: { train: labelsOf('train'), validation: labelsOf('validation'), test: labelsOf('test') },
    labelled: Int32Array.from({ length: 48 }, (_, i) => i),
    teachers: [],
    reference: null,
    resume: null,
    backend: { name: 'cpu', known: {} },
    ...setup,
  };
}
