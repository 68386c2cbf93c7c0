import type { Experiment } from '../../config/experiment.ts';
import { appended } from '../../data/appended.ts';
import { clipFrames } from '../../data/clip-length.ts';
import type { Utterance } from '../../data/dataset.ts';
import type { SplitPlan } from '../../experiment/seed-plan.ts';
import { fittedTo } from './candidates.ts';
import { answerFramesOf } from './frame-rate.ts';
import { UNLABELLED } from './label-frames.ts';
import { sequencesOf } from './score.ts';

/** Clips of which nobody told the phones, after those of the training split: none of their frames has a label. */
export function framesWithoutLabels(
  plan: SplitPlan,
  clips: readonly Utterance[],
  { frontEnd, data, trainings }: Experiment,
): Pick<SplitPlan, 'labels' | 'sequences'> {
  const sequences = sequencesOf(plan);
  const { count } = answerFramesOf(trainings);
  const frames = clips.map((clip) => clipFrames(clip, frontEnd, data.augment));
  const fitted = clips.map((clip, i) => fittedTo(clip, frames[i]!, frontEnd));
  const answers = frames.map(count);
  const { lengths, outLengths, training } = sequences;
  const unlabelled = new Int32Array(answers.reduce((sum, own) => sum + own, 0)).fill(UNLABELLED);
  return {
    labels: { ...plan.labels, train: appended(plan.labels.train, unlabelled) },
    sequences: {
      ...sequences,
      lengths: { ...lengths, train: appended(lengths.train, frames) },
      outLengths: { ...outLengths, train: appended(outLengths.train, answers) },
      training: {
        ids: [...training.ids, ...clips.map(({ id }) => id)],
        clipSamples: appended(
          training.clipSamples,
          fitted.map(({ clipSamples }) => clipSamples),
        ),
        windowSamples: appended(
          training.windowSamples,
          fitted.map(({ windowSamples }) => windowSamples),
        ),
      },
    },
  };
}
