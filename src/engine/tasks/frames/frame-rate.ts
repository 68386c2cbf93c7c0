import type { Training } from '../../config/experiment.ts';
import { invalid } from '../../config/invalid.ts';
import { models } from '../../models/catalog.ts';
import { outFramesOf, poolingOf, type OutFrames } from '../../models/frame-rate.ts';

/** How the answer of all nets of a run lies on the frames of the features. */
export interface AnswerFrames {
  /** Frames of the answer to so many. */
  readonly count: OutFrames;
  /** Frames of the features from one answer to the next. */
  readonly stride: number;
}

/**
 * How all nets answer: students are measured against their teacher frame by frame.
 * @throws StudioError `experiment/invalid` where rates differ, or a net answers once a clip
 */
export function answerFramesOf(trainings: readonly Training[]): AnswerFrames {
  const [first, ...others] = trainings.map(({ id, family, model }) => {
    const count = outFramesOf(family, model);
    if (!count) throw invalid(`trainings.${id}.family`, 'family-not-for-task', { value: family, task: 'frames' });
    return { id, count, stride: models.get(family).outStride?.(model) ?? 1 };
  });
  if (!first) throw new RangeError('no trainings');
  for (const { id, count } of others) {
    const pooling = poolingOf(first.count, count);
    // A frame's label is its own: there is nothing to pool.
    if (pooling?.teacher !== 1 || pooling.student !== 1)
      throw invalid(`trainings.${id}.family`, 'frame-rates-differ', { value: first.id });
  }
  return first;
}
