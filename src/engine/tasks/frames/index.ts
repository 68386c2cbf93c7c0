import { StudioError } from '../../core/errors.ts';
import { checkTrainable } from '../../data/check-trainable.ts';
import { drawLabelShare } from '../../data/label-share.ts';
import { makeFrameVerdict } from '../../metrics/frame-verdict.ts';
import { classScores } from '../../metrics/score-kinds.ts';
import type { Task } from '../task.ts';
import { planFrames } from './plan.ts';
import { framesWithoutLabels } from './without-labels.ts';
import { countByClip, lossOfFrames, saidIn, scoreFrames, truthIn } from './score.ts';

/**
 * The phone of each frame, where a corpus tells when phones begin and end: an output unit a phone, cross-entropy frame by
 * frame, the verdict in points of frame accuracy. The experiment of Hinton, Vinyals, Dean 2015 (arXiv:1503.02531, section
 * 4), with phones in place of the states of hidden Markov models.
 */
export const frames: Task = {
  id: 'frames',
  checkTrainable(dataset) {
    const { utterances } = dataset;
    if (utterances.length === 0) checkTrainable(dataset);
    if (utterances.every(({ segments = [] }) => segments.length === 0))
      throw new StudioError('data/no-phones', { clips: utterances.length });
  },
  plan: planFrames,
  withoutLabels: framesWithoutLabels,
  // Labels are those of whole utterances: somebody would mark one after another.
  drawLabels: ({ members }, sharePercent, rng) =>
    drawLabelShare(new Int32Array(members.train.length), sharePercent, rng),
  decoder: () => null,
  score: scoreFrames,
  loss: lossOfFrames,
  rightShare: (scores) => classScores(scores)?.accuracy ?? NaN,
  details(scores) {
    const { confusion } = classScores(scores) ?? {};
    return confusion ? { confusion } : {};
  },
  answers(seed, plan, answers) {
    const truth = truthIn(plan, 'test');
    const [teacher, alone, distilled] = [answers.teacher, answers.alone, answers.distilled].map(({ logits }) =>
      saidIn(logits, plan),
    );
    const right = (said: Int32Array) => countByClip(plan, 'test', (frame) => said[frame] === truth[frame]);
    return {
      seed,
      frames: countByClip(plan, 'test', () => true),
      speakers: plan.testSpeakers,
      teacher: right(teacher!),
      alone: right(alone!),
      distilled: right(distilled!),
      agreed: countByClip(plan, 'test', (frame) => distilled![frame] === teacher![frame]),
    };
  },
  verdict: (runs, labels, rng) =>
    makeFrameVerdict(
      runs.filter((run) => 'frames' in run),
      labels,
      rng,
    ),
  load: () => import('./batch-targets.ts'),
};
