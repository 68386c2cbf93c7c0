import type { Training } from '../../config/experiment.ts';
import { invalid } from '../../config/invalid.ts';
import { models } from '../../models/catalog.ts';

/** Lengths on which frame rates are compared. */
const COMPARED_FRAMES = 64;

/** How the answer of all nets of a run lies on the frames of the features. */
export interface AnswerFrames {
  /** Frames of the answer to so many. */
  readonly count: (frames: number) => number;
  /** Frames of the features from one answer to the next. */
  readonly stride: number;
}

/**
 * How all nets answer: students are measured against their teacher frame by frame.
 * @throws StudioError `experiment/invalid` where rates differ, or a net answers once a clip
 */
export function answerFramesOf(trainings: readonly Training[]): AnswerFrames {
  const [first, ...others] = trainings.map(({ id, family, model }) => {
    const { outFrames, outStride } = models.get(family);
    if (!outFrames) throw invalid(`trainings.${id}.family`, 'family-not-for-task', { value: family, task: 'frames' });
    return { id, count: (frames: number) => outFrames(frames, model), stride: outStride?.(model) ?? 1 };
  });
  if (!first) throw new RangeError('no trainings');
  for (const { id, count } of others)
    for (let frames = 1; frames <= COMPARED_FRAMES; frames++)
      if (count(frames) !== first.count(frames))
        throw invalid(`trainings.${id}.family`, 'frame-rates-differ', { value: first.id });
  return first;
}
