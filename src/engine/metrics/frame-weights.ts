import type { BlankTreatment } from '../distill/blank-weights.ts';

/**
 * What each frame of one utterance counts in a loss frame by frame: as `distill/blank-weights`, by pure arithmetic, for
 * showing it.
 * @param posteriors of the teacher, [T, K]
 * @returns [T], 0 to 1
 */
export function frameWeights(
  posteriors: Float32Array,
  classes: number,
  blank: number,
  treatment: BlankTreatment,
): Float32Array {
  const frames = posteriors.length / classes;
  const of = (weigh: (frame: number) => number) => Float32Array.from({ length: frames }, (_, frame) => weigh(frame));
  const isSaid = (frame: number): boolean => {
    if (frame < 0 || frame >= frames) return false;
    const row = posteriors.subarray(frame * classes, (frame + 1) * classes);
    return row.indexOf(Math.max(...row)) !== blank;
  };
  switch (treatment.kind) {
    case 'every':
      return of(() => 1);
    case 'not-blank':
      return of((frame) => Number(isSaid(frame)));
    case 'less-blank':
      return of((frame) => 1 - posteriors[frame * classes + blank]!);
    case 'window': {
      const { reach } = treatment;
      const near = Array.from({ length: 2 * reach + 1 }, (_, i) => i - reach);
      return of((frame) => Number(near.some((step) => isSaid(frame + step))));
    }
  }
}
