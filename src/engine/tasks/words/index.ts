import { crossEntropy } from '../../metrics/cross-entropy.ts';
import { predictionsOf } from '../../metrics/predictions.ts';
import { scoresOf } from '../../metrics/scores.ts';
import { makeVerdict } from '../../metrics/verdict.ts';
import type { Task } from '../task.ts';

/** One word a clip: one output unit a class, one-hot targets, the verdict in points of accuracy. */
export const words: Task = {
  id: 'words',
  headSize: (classes) => classes,
  writeTarget(label, targets, row, classes) {
    targets[row * classes + label] = 1;
  },
  score: scoresOf,
  loss: crossEntropy,
  answers: predictionsOf,
  verdict: makeVerdict,
};
