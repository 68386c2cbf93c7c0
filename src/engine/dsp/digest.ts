import type { FrontEndConfig } from '../config/experiment.ts';
import { Digest } from '../core/hash.ts';
import { createFrontEnd } from './front-end.ts';

/** Digest of the bits of all frames of `samples` at `rateHz`: shows that two threads compute the same features. */
export function featureDigest(samples: Float32Array, rateHz: number, config: FrontEndConfig): string {
  const frontEnd = createFrontEnd(config, rateHz);
  frontEnd.push(samples);
  const features = new Float32Array(frontEnd.flush() * frontEnd.bins);
  frontEnd.read(features, 0);
  return digestFrames([features]);
}

/** The same digest of frames that came in several parts, such as a worklet's messages. */
export function digestFrames(parts: Iterable<Float32Array>): string {
  const digest = new Digest();
  for (const part of parts) digest.array(part);
  return digest.hex();
}
