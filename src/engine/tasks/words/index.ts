import { checkTrainable } from '../../data/check-trainable.ts';
import { drawLabelShare } from '../../data/label-share.ts';
import { planSplits } from '../../experiment/seed-plan.ts';
import { crossEntropy } from '../../metrics/cross-entropy.ts';
import { predictionsOf } from '../../metrics/predictions.ts';
import { scoresOf } from '../../metrics/scores.ts';
import { makeVerdict } from '../../metrics/verdict.ts';
import { isErrorScores } from '../../metrics/score-kinds.ts';
import type { Task } from '../task.ts';

/** One word a clip: one output unit a class, one-hot targets, the verdict in points of accuracy. */
export const words: Task = {
  id: 'words',
  checkTrainable,
  plan: planSplits,
  drawLabels: ({ labels }, sharePercent, rng) => drawLabelShare(labels.train, sharePercent, rng),
  score: (logits, { classes, labels }, split) => scoresOf(logits, labels[split], classes.length),
  loss: (logits, { classes, labels }, split) => crossEntropy(logits, labels[split], classes.length),
  rightShare: (scores) => (isErrorScores(scores) ? NaN : scores.accuracy),
  details: (scores) => (isErrorScores(scores) ? {} : { confusion: scores.confusion }),
  answers(seed, { classes, labels, testSpeakers }, logits) {
    const chosen = (of: Float32Array): Int32Array => predictionsOf(of, classes.length);
    return {
      seed,
      labels: labels.test,
      speakers: testSpeakers,
      teacher: chosen(logits.teacher),
      alone: chosen(logits.alone),
      distilled: chosen(logits.distilled),
    };
  },
  verdict: (runs, labels, rng) =>
    makeVerdict(
      runs.filter((run) => 'labels' in run),
      labels,
      rng,
    ),
  load: () => import('./batch-targets.ts'),
};
