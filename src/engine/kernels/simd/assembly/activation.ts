/** Ways back through bias and activation. */

/** dy where the output of a ReLU is above zero (or not a number, so that it stays visible), zero elsewhere. */
// @ts-ignore: decorator
@inline
export function throughRelu(dy: v128, y: v128): v128 {
  return v128.andnot(dy, f32x4.le(y, i32x4.splat(0)));
}

/** The same for a single number. */
// @ts-ignore: decorator
@inline
export function oneThroughRelu(dy: f32, y: f32): f32 {
  return y <= 0 ? 0 : dy;
}

/**
 * Sums of columns over a segment of rows, and the gradient before the activation on the way: {dy [rows, columns], y or 0,
 * dz or 0, parts [segments, columns], rows, columns, rows a chunk}. With y, dy goes {@link throughRelu} and is written
 * to dz.
 */
export function biasGradient(args: usize, chunk: i32, scratch: usize): void {
  const dy = load<usize>(args), y = load<usize>(args, 4), dz = load<usize>(args, 8);
  const rows = load<i32>(args, 16), columns = load<i32>(args, 20), own = load<i32>(args, 24);
  const sums = load<usize>(args, 12) + ((<usize>chunk * columns) << 2);
  const first = chunk * own, end = min(rows, first + own), stride = (<usize>columns) << 2;
  memory.fill(sums, 0, stride);
  for (let row = first; row < end; row++) {
    const at = <usize>row * stride;
    let i: usize = 0;
    for (; i + 16 <= stride; i += 16) {
      let gradient = v128.load(dy + at + i);
      if (y) {
        gradient = throughRelu(gradient, v128.load(y + at + i));
        v128.store(dz + at + i, gradient);
      }
      v128.store(sums + i, f32x4.add(v128.load(sums + i), gradient));
    }
    for (; i < stride; i += 4) {
      let gradient = load<f32>(dy + at + i);
      if (y) {
        gradient = oneThroughRelu(gradient, load<f32>(y + at + i));
        store<f32>(dz + at + i, gradient);
      }
      store<f32>(sums + i, load<f32>(sums + i) + gradient);
    }
  }
}
