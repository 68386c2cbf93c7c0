import type { Experiment } from '../config/experiment.ts';
import { noisyVersions } from '../config/noisy-versions.ts';
import { StudioError } from '../core/errors.ts';
import type { Split } from '../data/dataset.ts';
import type { FeatureShape } from '../data/feature-block.ts';
import type { SplitPlan } from './seed-plan.ts';

const MEGABYTE = 1e6;

/**
 * A page that takes more memory than there is dies without a word: better not to begin.
 * @param memoryBytes that the features of a run may take
 * @throws StudioError `data/features-too-large`
 */
export function checkMemory(
  { members, sequences }: SplitPlan,
  { frames, bins }: FeatureShape,
  { data }: Experiment,
  memoryBytes: number,
): void {
  const versions = noisyVersions(data);
  const framesOf = (split: Split): number =>
    sequences ? sequences.lengths[split].reduce((sum, length) => sum + length, 0) : members[split].length * frames;
  const rows = framesOf('train') * versions + framesOf('validation') + framesOf('test');
  const bytes = rows * bins * Float32Array.BYTES_PER_ELEMENT;
  if (bytes <= memoryBytes) return;
  const [needed, max] = [Math.ceil(bytes / MEGABYTE), Math.floor(memoryBytes / MEGABYTE)];
  throw new StudioError('data/features-too-large', { clips: members.train.length, versions, needed, max });
}
