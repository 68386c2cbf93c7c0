/** The input of the goldens: the same formula as in scripts/goldens/features.py. */
export function testSignal(samples: number, rateHz: number): Float32Array {
  let state = 12345;
  return Float32Array.from({ length: samples }, (_, n) => {
    const t = n / rateHz;
    state = (Math.imul(1664525, state) + 1013904223) >>> 0;
    const noise = state / 2147483648 - 1;
    const rising = Math.sin(2 * Math.PI * (150 * t + 4000 * t * t));
    const swelling = Math.sin(2 * Math.PI * 50 * t) * Math.sin(2 * Math.PI * 880 * t);
    return 0.4 * rising + 0.3 * swelling + 0.01 * noise;
  });
}
