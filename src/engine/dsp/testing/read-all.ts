import { joinFloats } from '../../core/join-arrays.ts';
import type { FrontEnd } from '../front-end.ts';

/** All frames of `samples`, pushed in chunks of the given sizes (taken in turn). */
export function readAll(
  frontEnd: FrontEnd,
  samples: Float32Array,
  chunks: readonly number[] = [samples.length],
): Float32Array {
  const parts: Float32Array[] = [];
  const take = (ready: number) => {
    const part = new Float32Array(ready * frontEnd.bins);
    frontEnd.read(part, 0);
    parts.push(part);
  };
  for (let at = 0, turn = 0; at < samples.length; turn++) {
    const end = at + (chunks[turn % chunks.length] ?? samples.length);
    take(frontEnd.push(samples.subarray(at, end)));
    at = end;
  }
  take(frontEnd.flush());
  return joinFloats(parts);
}
