/** Ways back through bias and activation. */

/**
 * Sums of columns over a segment of rows, and the gradient before the activation on the way: {dy [rows, columns], y or 0,
 * dz or 0, parts [segments, columns], rows, columns, rows a chunk}. With y, dy is let through where y is above zero and
 * written to dz.
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
        gradient = v128.and(gradient, f32x4.gt(v128.load(y + at + i), i32x4.splat(0)));
        v128.store(dz + at + i, gradient);
      }
      v128.store(sums + i, f32x4.add(v128.load(sums + i), gradient));
    }
    for (; i < stride; i += 4) {
      let gradient = load<f32>(dy + at + i);
      if (y) {
        if (!(load<f32>(y + at + i) > 0)) gradient = 0;
        store<f32>(dz + at + i, gradient);
      }
      store<f32>(sums + i, load<f32>(sums + i) + gradient);
    }
  }
}
