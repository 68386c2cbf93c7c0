/**
 * Copies a filter into another order of its axes: {source, its float at (0, 0, 0, 0), strides of the four axes in floats
 * (negative ones turn an axis), to, sizes of the four axes, size of the first axis a chunk, floats left out behind each
 * row of the last axis}.
 */
export function arrange(args: usize, chunk: i32, scratch: usize): void {
  const source = load<usize>(args) + (load<i32>(args, 4) << 2);
  const s0 = load<i32>(args, 8) << 2, s1 = load<i32>(args, 12) << 2, s2 = load<i32>(args, 16) << 2;
  const s3 = load<i32>(args, 20) << 2;
  const n0 = load<i32>(args, 28), n1 = load<i32>(args, 32), n2 = load<i32>(args, 36), n3 = load<i32>(args, 40);
  const own = load<i32>(args, 44), end = min(n0, (chunk + 1) * own);
  const gap = (<usize>load<i32>(args, 48)) << 2;
  let to = load<usize>(args, 24) + <usize>(chunk * own * n1 * n2) * (((<usize>n3) << 2) + gap);
  for (let a = chunk * own; a < end; a++) {
    for (let b = 0; b < n1; b++) {
      for (let c = 0; c < n2; c++) {
        let from = source + a * s0 + b * s1 + c * s2;
        for (let d = 0; d < n3; d++, from += s3, to += 4) store<f32>(to, load<f32>(from));
        to += gap;
      }
    }
  }
}
