import type { Experiment } from '../config/experiment.ts';
import { noisyVersions } from '../config/noisy-versions.ts';
import { StudioError } from '../core/errors.ts';
import type { FeatureShape } from '../data/feature-block.ts';
import type { SplitPlan } from './seed-plan.ts';

const MEGABYTE = 1e6;

/**
 * A page that takes more memory than there is dies without a word: better not to begin.
 * @param memoryBytes that the features of a run may take
 * @throws StudioError `data/features-too-large`
 */
export function checkMemory(
  { members }: SplitPlan,
  { frames, bins }: FeatureShape,
  { data }: Experiment,
  memoryBytes: number,
): void {
  const versions = noisyVersions(data);
  const windows = members.train.length * versions + members.validation.length + members.test.length;
  const bytes = windows * frames * bins * Float32Array.BYTES_PER_ELEMENT;
  if (bytes <= memoryBytes) return;
  const [needed, max] = [Math.ceil(bytes / MEGABYTE), Math.floor(memoryBytes / MEGABYTE)];
  throw new StudioError('data/features-too-large', { clips: members.train.length, versions, needed, max });
}
