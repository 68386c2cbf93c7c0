import { KernelMemory } from '../kernel-memory.ts';
import { Resampler } from '../resample.ts';

/** `source` at 16 kHz, pushed in chunks of the given sizes (taken in turn). */
export function resampleAll(
  source: Float32Array,
  rateHz: number,
  chunks: readonly number[] = [source.length],
): Float32Array {
  const memory = new KernelMemory();
  const resampler = new Resampler(memory, rateHz, 16_000);
  const out = memory.allocate(resampler.maxOutput(source.length));
  let written = 0;
  for (let at = 0, turn = 0; at < source.length; turn++) {
    const count = Math.min(chunks[turn % chunks.length]!, source.length - at);
    written += resampler.process(source, at, count, out + 4 * written);
    at += count;
  }
  written += resampler.flush(out + 4 * written);
  return memory.floats.slice(out / 4, out / 4 + written);
}
