import type { Rng } from '../core/rng.ts';
import { activePower } from './noise.ts';

const VOICES = 6;

/**
 * A track of many people talking at once: {@link VOICES} streams of random clips at equal level, one after another without
 * a pause, each stream one speaker where speakers are known.
 *
 * @param speakers indices of the clips of each speaker (one list with all clips where speakers are unknown)
 * @param load samples of a clip at `sampleRateHz`; called once at a time, the result is read before the next call
 */
export function createBabble(
  speakers: readonly (readonly number[])[],
  load: (clipIndex: number) => Float32Array,
  samples: number,
  sampleRateHz: number,
  rng: Rng,
): Float32Array {
  const track = new Float32Array(samples);
  const order = rng.shuffle(speakers.filter((clips) => clips.length > 0));
  if (order.length === 0) return track;
  for (let voice = 0; voice < VOICES; voice++) {
    const clips = order[voice % order.length]!;
    for (let at = 0; at < samples;) {
      const clip = load(clips[rng.int(clips.length)]!);
      const power = activePower(clip, sampleRateHz);
      const gain = power > 0 ? 1 / Math.sqrt(power) : 0;
      const end = Math.min(samples, at + clip.length);
      for (let n = at; n < end; n++) track[n]! += gain * clip[n - at]!;
      // An empty clip must not hold the loop up.
      at += Math.max(1, clip.length);
    }
  }
  return track;
}
