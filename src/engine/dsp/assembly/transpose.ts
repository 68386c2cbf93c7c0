/** Four rows of four f32 at `r0` to `r3` become four columns at `out`, 16 bytes each. */
// @ts-ignore: decorator
@inline
export function transpose4(r0: v128, r1: v128, r2: v128, r3: v128, out0: usize, out1: usize, out2: usize, out3: usize): void {
  const low01 = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5);
  const low23 = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5);
  const high01 = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
  const high23 = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
  v128.store(out0, v128.shuffle<f64>(low01, low23, 0, 2));
  v128.store(out1, v128.shuffle<f64>(low01, low23, 1, 3));
  v128.store(out2, v128.shuffle<f64>(high01, high23, 0, 2));
  v128.store(out3, v128.shuffle<f64>(high01, high23, 1, 3));
}
