/**
 * Polyphase filter: writes every output whose taps are all there to `out` and returns how many.
 *
 * @param from first tap of the first output; @param end behind the last sample there is
 * @param phase of the first output, below `up`; each moves on by `down` / `up` samples
 * @param table [up, taps] f32; @param taps a multiple of 8
 */
export function resample(
  from: usize,
  end: usize,
  phase: i32,
  up: i32,
  down: i32,
  table: usize,
  taps: i32,
  out: usize,
): i32 {
  const bytes = <usize>taps << 2;
  const wholeStep = <usize>(down / up) << 2;
  const phaseStep = down % up;
  const start = out;
  for (; from + bytes <= end; out += 4) {
    let a = f32x4.splat(0);
    let b = f32x4.splat(0);
    const row = table + <usize>phase * bytes;
    for (let j: usize = 0; j < bytes; j += 32) {
      a = f32x4.add(a, f32x4.mul(v128.load(row + j), v128.load(from + j)));
      b = f32x4.add(b, f32x4.mul(v128.load(row + j, 16), v128.load(from + j, 16)));
    }
    a = f32x4.add(a, b);
    a = f32x4.add(a, v128.shuffle<f32>(a, a, 2, 3, 0, 1));
    store<f32>(out, f32x4.extract_lane(a, 0) + f32x4.extract_lane(a, 1));
    from += wholeStep;
    phase += phaseStep;
    if (phase >= up) {
      phase -= up;
      from += 4;
    }
  }
  return <i32>((out - start) >> 2);
}
