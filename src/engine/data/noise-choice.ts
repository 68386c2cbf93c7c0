import type { Experiment, NoiseKind } from '../config/experiment.ts';
import type { Rng } from '../core/rng.ts';

export interface NoiseChoice {
  readonly kind: NoiseKind;
  readonly snrDb: number;
  /** Goes on with the draws of this clip's noise. */
  readonly draws: Rng;
}

/** Which noise a clip gets in a version, and how loud. @param noise with at least one kind @param rng of the features */
export function noiseChoice(noise: Experiment['data']['noise'], rng: Rng, id: string, version: number): NoiseChoice {
  const draws = rng.fork('noise').fork(version).fork(id);
  const kind = noise.kinds[draws.int(noise.kinds.length)]!;
  return { kind, snrDb: draws.uniform(noise.snrDbMin, noise.snrDbMax), draws };
}
