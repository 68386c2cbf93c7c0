import { appended } from '../../data/appended.ts';
import { checkTrainable } from '../../data/check-trainable.ts';
import { drawLabelShare } from '../../data/label-share.ts';
import { planSplits } from '../../experiment/seed-plan.ts';
import { crossEntropy } from '../../metrics/cross-entropy.ts';
import { predictionsOf } from '../../metrics/predictions.ts';
import { scoresOf } from '../../metrics/scores.ts';
import { makeVerdict } from '../../metrics/verdict.ts';
import { isErrorScores } from '../../metrics/score-kinds.ts';
import type { Task, TestAnswers } from '../task.ts';

/** One word a clip: one output unit a class, one-hot targets, the verdict in points of accuracy. */
export const words: Task = {
  id: 'words',
  checkTrainable,
  plan: planSplits,
  withoutLabels: ({ labels }, clips) => ({
    labels: { ...labels, train: appended(labels.train, new Int32Array(clips.length).fill(-1)) },
    sequences: null,
  }),
  drawLabels: ({ labels }, sharePercent, rng) => drawLabelShare(labels.train, sharePercent, rng),
  decoder: () => null,
  score: (logits, { classes, labels }, split) => scoresOf(logits, labels[split], classes.length),
  loss: (logits, { classes, labels }, split) => crossEntropy(logits, labels[split], classes.length),
  rightShare: (scores) => (isErrorScores(scores) ? NaN : scores.accuracy),
  details: (scores) => (isErrorScores(scores) ? {} : { confusion: scores.confusion }),
  answers(seed, { classes, labels, testSpeakers }, { teacher, alone, distilled }) {
    const chosen = ({ logits }: TestAnswers): Int32Array => predictionsOf(logits, classes.length);
    return {
      seed,
      labels: labels.test,
      speakers: testSpeakers,
      teacher: chosen(teacher),
      alone: chosen(alone),
      distilled: chosen(distilled),
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
