import type { Training } from '../../config/experiment.ts';
import { invalid } from '../../config/invalid.ts';
import { outFramesOf, poolingOf, type OutFrames } from '../../models/frame-rate.ts';

/**
 * Frames of the shortest answer that one of the nets gives to so many. Students are measured against their teacher frame by
 * frame, so rates have to be equal, or one a whole multiple of the other: then frames of the faster one are pooled.
 * @throws StudioError `experiment/invalid` where rates do not meet, or a net answers once a clip
 */
export function fewestFramesOf(trainings: readonly Training[]): OutFrames {
  const [first, ...others] = trainings.map(({ id, family, model }) => {
    const outFrames = outFramesOf(family, model);
    if (!outFrames) throw invalid(`trainings.${id}.family`, 'family-not-for-task', { value: family, task: 'ctc' });
    return { id, outFrames };
  });
  if (!first) throw new RangeError('no trainings');
  for (const { id, outFrames } of others)
    if (!poolingOf(first.outFrames, outFrames))
      throw invalid(`trainings.${id}.family`, 'frame-rates-differ', { value: first.id });
  const all = [first, ...others];
  return (frames) => Math.min(...all.map(({ outFrames }) => outFrames(frames)));
}
