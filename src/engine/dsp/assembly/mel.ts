/**
 * Energies of bands of four spectra, one a lane: sums of `power` [bins][4] under the weights of each band.
 *
 * @param runs [bands] pairs of i32: first bin of a band, number of its weights; @param weights f32, run after run
 * @param out [bands][4]
 */
export function filterBands(power: usize, runs: usize, bands: i32, weights: usize, out: usize): void {
  for (const end = out + (<usize>bands << 4); out < end; out += 16, runs += 8) {
    let at = power + (<usize>load<i32>(runs) << 4);
    const weightsEnd = weights + (<usize>load<i32>(runs, 4) << 2);
    // Two sums break the chain of dependent additions.
    let even = f32x4.splat(0);
    let odd = f32x4.splat(0);
    for (; weights + 8 <= weightsEnd; weights += 8, at += 32) {
      even = f32x4.add(even, f32x4.mul(v128.load32_splat(weights), v128.load(at)));
      odd = f32x4.add(odd, f32x4.mul(v128.load32_splat(weights, 4), v128.load(at, 16)));
    }
    if (weights < weightsEnd) {
      even = f32x4.add(even, f32x4.mul(v128.load32_splat(weights), v128.load(at)));
      weights += 4;
    }
    v128.store(out, f32x4.add(even, odd));
  }
}
