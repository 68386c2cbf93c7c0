/** ln 2 to 16 bits, so that its product with an exponent is exact, and the rest. */
const LN2_HIGH: f32 = 0.693145751953125;
const LN2_LOW: f32 = 1.4286068203094172e-6;
const SQRT_HALF_BITS: i32 = 0x3f3504f3;
const ONE_BITS: i32 = 0x3f800000;

/**
 * Natural logarithm of each lane. x = 2^e (1 + f), sqrt(1/2) <= 1 + f < sqrt(2); with s = f / (2 + f), ln(1 + f) is
 * 2 artanh(s) = f - s (f - r), r = 2 s^2 / 3 + 2 s^4 / 5 + ...: what is left out after s^8 lies below half a unit in the
 * last place. As `Math.log` at the edges: -Infinity of 0, NaN below and of NaN, Infinity of Infinity.
 */
// @ts-ignore: decorator
@inline
export function logarithm(x: v128): v128 {
  // Subnormal numbers are lifted by 2^23 first.
  const subnormal = f32x4.lt(x, f32x4.splat(1.1754943508222875e-38));
  const lifted = v128.bitselect(f32x4.mul(x, f32x4.splat(8388608)), x, subnormal);
  const shifted = i32x4.sub(lifted, i32x4.splat(SQRT_HALF_BITS));
  const exponent = i32x4.sub(i32x4.shr_s(shifted, 23), v128.and(subnormal, i32x4.splat(23)));
  const mantissa = i32x4.add(v128.and(shifted, i32x4.splat(0x7fffff)), i32x4.splat(SQRT_HALF_BITS));
  const e = f32x4.convert_i32x4_s(exponent);
  const f = f32x4.sub(mantissa, f32x4.splat(1));
  const s = f32x4.div(f, f32x4.add(f, f32x4.splat(2)));
  const z = f32x4.mul(s, s);
  let r = f32x4.splat(2 / 9);
  r = f32x4.add(f32x4.mul(r, z), f32x4.splat(2 / 7));
  r = f32x4.add(f32x4.mul(r, z), f32x4.splat(2 / 5));
  r = f32x4.add(f32x4.mul(r, z), f32x4.splat(2 / 3));
  r = f32x4.mul(r, z);
  const small = f32x4.sub(f32x4.mul(s, f32x4.sub(f, r)), f32x4.mul(e, f32x4.splat(LN2_LOW)));
  let y = f32x4.add(f32x4.mul(e, f32x4.splat(LN2_HIGH)), f32x4.sub(f, small));
  y = v128.bitselect(f32x4.splat(-Infinity), y, f32x4.eq(x, f32x4.splat(0)));
  // Infinity and NaN give themselves, numbers below 0 give NaN.
  y = v128.bitselect(y, x, f32x4.lt(x, f32x4.splat(Infinity)));
  return v128.bitselect(f32x4.splat(NaN), y, f32x4.lt(x, f32x4.splat(0)));
}

/** scale ln(max(x, floor) + offset) + shift of `count` v128 at `at`, in place. */
export function logarithms(at: usize, count: i32, floor: f32, offset: f32, scale: f32, shift: f32): void {
  const least = f32x4.splat(floor);
  const added = f32x4.splat(offset);
  const times = f32x4.splat(scale);
  const plus = f32x4.splat(shift);
  for (const end = at + (<usize>count << 4); at < end; at += 16) {
    const value = f32x4.add(f32x4.max(v128.load(at), least), added);
    v128.store(at, f32x4.add(f32x4.mul(times, logarithm(value)), plus));
  }
}
