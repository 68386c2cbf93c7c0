import type { Experiment } from './experiment.ts';

/** How many versions of each training clip differ: without noise there is one. */
export function noisyVersions({ kinds, versions }: Experiment['data']['noise']): number {
  return kinds.length === 0 ? 1 : versions;
}
