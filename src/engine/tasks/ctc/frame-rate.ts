import type { Training } from '../../config/experiment.ts';
import { invalid } from '../../config/invalid.ts';
import { models } from '../../models/catalog.ts';

/** Lengths on which frame rates are compared. */
const COMPARED_FRAMES = 64;

/**
 * Frames of the answer to so many, the same for all nets: students are measured against their teacher frame by frame.
 * @throws StudioError `experiment/invalid` where rates differ, or a net answers once a clip
 */
export function outFramesOf(trainings: readonly Training[]): (frames: number) => number {
  const [first, ...others] = trainings.map(({ id, family }) => {
    const { outFrames } = models.get(family);
    if (!outFrames) throw invalid(`trainings.${id}.family`, 'family-not-for-task', { value: family, task: 'ctc' });
    return { id, outFrames };
  });
  if (!first) throw new RangeError('no trainings');
  for (const { id, outFrames } of others)
    for (let frames = 1; frames <= COMPARED_FRAMES; frames++)
      if (outFrames(frames) !== first.outFrames(frames))
        throw invalid(`trainings.${id}.family`, 'frame-rates-differ', { value: first.id });
  return first.outFrames;
}
