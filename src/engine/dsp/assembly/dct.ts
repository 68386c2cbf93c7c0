/** `out` [coefficients][4] = `matrix` [coefficients, length] f32 times `input` [length][4]. */
export function cosines(input: usize, length: i32, matrix: usize, coefficients: i32, out: usize): void {
  const inputEnd = input + (<usize>length << 4);
  for (const end = out + (<usize>coefficients << 4); out < end; out += 16) {
    let sum = f32x4.splat(0);
    for (let at = input; at < inputEnd; at += 16, matrix += 4) {
      sum = f32x4.add(sum, f32x4.mul(v128.load32_splat(matrix), v128.load(at)));
    }
    v128.store(out, sum);
  }
}
