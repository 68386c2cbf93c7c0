/**
 * First-order high-pass y[n] = x[n] - coefficient x[n-1] over `count` f32 at `at`, in place.
 * The HTK Book, section 5.2 (Eq. 5.1).
 *
 * @param previous where the last sample of the call before lies; the last of this one is left there
 */
export function emphasise(at: usize, count: i32, coefficient: f32, previous: usize): void {
  let before = load<f32>(previous);
  if (count > 0) store<f32>(previous, load<f32>(at + (<usize>(count - 1) << 2)));
  const end = at + (<usize>count << 2);
  const share = f32x4.splat(coefficient);
  for (; at + 16 <= end; at += 16) {
    const now = v128.load(at);
    const shifted = v128.shuffle<f32>(f32x4.splat(before), now, 0, 4, 5, 6);
    before = f32x4.extract_lane(now, 3);
    v128.store(at, f32x4.sub(now, f32x4.mul(share, shifted)));
  }
  for (; at < end; at += 4) {
    const now = load<f32>(at);
    store<f32>(at, now - coefficient * before);
    before = now;
  }
}
