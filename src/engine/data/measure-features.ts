import type { AugmentConfig, Experiment, FrontEndConfig } from '../config/experiment.ts';
import { FEATURE_RATE_HZ } from '../config/frame-geometry.ts';
import { Rng } from '../core/rng.ts';
import { prepareFrontEnd } from '../dsp/prepare-front-end.ts';
import { createFeatureExtractor } from './features.ts';
import { hissDataset } from './hiss-dataset.ts';

/** What the features of a clip are made by, and how long it is. */
export interface FeatureWork {
  readonly frontEnd: FrontEndConfig;
  readonly noise: Experiment['data']['noise'];
  readonly augment: AugmentConfig;
  readonly windowSeconds: number;
}

/** As long as a person does not notice, and long enough for code to be compiled and several kinds of noise drawn. */
const MEASURE_MS = 150;
const WARM_UP_CLIPS = 8;
const MIN_CLIPS = 8;

/** Milliseconds of one clip's features on this thread, noise and variation included: the mean over some. */
export async function measureFeatureMs({ frontEnd, noise, augment, windowSeconds }: FeatureWork): Promise<number> {
  await prepareFrontEnd(frontEnd);
  const rng = new Rng('feature-measure');
  const dataset = hissDataset([FEATURE_RATE_HZ, FEATURE_RATE_HZ], windowSeconds, rng);
  const extractor = createFeatureExtractor({ dataset, trainIndices: [0, 1], frontEnd, noise, augment, rng });
  const { frames, bins } = extractor.shape;
  const out = new Float32Array(frames * bins);
  for (let version = 0; version < WARM_UP_CLIPS; version++) extractor.extract(version % 2, version, out, 0);
  const began = performance.now();
  let clips = 0;
  while (clips < MIN_CLIPS || performance.now() - began < MEASURE_MS) extractor.extract(clips % 2, clips++, out, 0);
  return (performance.now() - began) / clips;
}
