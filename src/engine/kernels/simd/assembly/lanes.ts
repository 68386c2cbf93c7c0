/** Parts of a vector: sums and largest of its lanes, and the end of a row that is not a whole vector. */

/** Sum of the lanes, in one fixed order. */
// @ts-ignore: decorator
@inline
export function sumOfLanes(x: v128): f32 {
  return (
    f32x4.extract_lane(x, 0) + f32x4.extract_lane(x, 1) + (f32x4.extract_lane(x, 2) + f32x4.extract_lane(x, 3))
  );
}

/** The largest lane; NaN where one is. */
// @ts-ignore: decorator
@inline
export function largestLane(x: v128): f32 {
  return max(
    max(f32x4.extract_lane(x, 0), f32x4.extract_lane(x, 1)),
    max(f32x4.extract_lane(x, 2), f32x4.extract_lane(x, 3)),
  );
}

/** All bits set in the lanes that `bytes` reach, none in the others. */
// @ts-ignore: decorator
@inline
export function lanesOf(bytes: usize): v128 {
  return i32x4.gt_s(i32x4.splat(<i32>min<usize>(bytes, 16)), i32x4(0, 4, 8, 12));
}

/** Stores the lanes that `bytes` reach. */
// @ts-ignore: decorator
@inline
export function storeLanes(to: usize, x: v128, bytes: usize): void {
  if (bytes >= 16) v128.store(to, x);
  else {
    store<f32>(to, f32x4.extract_lane(x, 0));
    if (bytes > 4) store<f32>(to, f32x4.extract_lane(x, 1), 4);
    if (bytes > 8) store<f32>(to, f32x4.extract_lane(x, 2), 8);
  }
}
