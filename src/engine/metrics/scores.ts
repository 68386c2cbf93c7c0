import type { ClassScores } from '../train/events.ts';
import { confusionOf } from './confusion.ts';
import { predictionsOf } from './predictions.ts';

/**
 * Accuracy, and precision, recall and F1 by class and as macro averages, as scikit-learn's
 * `precision_recall_fscore_support(average='macro', zero_division=0)` defines them: a share of nothing counts as 0, the
 * average is over the classes that occur among the labels or the answers, macro F1 is the mean of the classes' F1.
 * @param logits [N, K], N at least 1
 * @param labels true classes, [N]
 * @throws StudioError `train/not-finite`
 */
export function scoresOf(logits: Float32Array, labels: Int32Array, classes: number): ClassScores {
  return scoresOfConfusion(confusionOf(labels, predictionsOf(logits, classes), classes), classes);
}

/** @param confusion [K * K] counts, rows true, at least one of them above 0 */
export function scoresOfConfusion(confusion: readonly number[], classes: number): ClassScores {
  const rows = new Float64Array(classes);
  const columns = new Float64Array(classes);
  let total = 0;
  let hits = 0;
  confusion.forEach((count, cell) => {
    const truth = Math.floor(cell / classes);
    const answer = cell % classes;
    rows[truth]! += count;
    columns[answer]! += count;
    total += count;
    if (truth === answer) hits += count;
  });
  const perClass = Array.from({ length: classes }, (_, k) => {
    const hit = confusion[k * classes + k]!;
    return {
      precision: share(hit, columns[k]!),
      recall: share(hit, rows[k]!),
      f1: share(2 * hit, rows[k]! + columns[k]!),
      support: rows[k]!,
    };
  });
  const occurring = perClass.filter((_, k) => rows[k]! + columns[k]! > 0);
  const macro = (key: 'precision' | 'recall' | 'f1'): number =>
    occurring.reduce((sum, scores) => sum + scores[key], 0) / occurring.length;
  return {
    accuracy: hits / total,
    precision: macro('precision'),
    recall: macro('recall'),
    f1: macro('f1'),
    perClass,
    confusion,
  };
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
