import { exponential } from './exponential';
import { logarithm } from './logarithm';

/**
 * Per-channel energy normalisation of four frames, one a lane, in place; pcen.ts tells the formula.
 *
 * @param energies [bands][4]
 * @param levels [bands] f32: the smoothed energy of each band, as the frame before left it
 * @param frames 1 to 4: lanes beyond are computed, but leave no trace in `levels`
 * @param root bias^power
 */
export function normaliseEnergies(
  energies: usize,
  bands: i32,
  levels: usize,
  frames: i32,
  take: f32,
  epsilon: f32,
  gain: f32,
  bias: f32,
  power: f32,
  root: f32,
): void {
  const keep: f32 = 1 - take;
  for (const end = energies + (<usize>bands << 4); energies < end; energies += 16, levels += 4) {
    const energy = v128.load(energies);
    let level: f32 = take * f32x4.extract_lane(energy, 0) + keep * load<f32>(levels);
    let kept: f32 = level;
    let smooth = f32x4.splat(level);
    level = take * f32x4.extract_lane(energy, 1) + keep * level;
    kept = frames > 1 ? level : kept;
    smooth = f32x4.replace_lane(smooth, 1, level);
    level = take * f32x4.extract_lane(energy, 2) + keep * level;
    kept = frames > 2 ? level : kept;
    smooth = f32x4.replace_lane(smooth, 2, level);
    level = take * f32x4.extract_lane(energy, 3) + keep * level;
    kept = frames > 3 ? level : kept;
    smooth = f32x4.replace_lane(smooth, 3, level);
    store<f32>(levels, kept);
    const quiet = exponential(f32x4.mul(f32x4.splat(-gain), logarithm(f32x4.add(smooth, f32x4.splat(epsilon)))));
    const lifted = f32x4.add(f32x4.mul(energy, quiet), f32x4.splat(bias));
    const rooted = exponential(f32x4.mul(f32x4.splat(power), logarithm(lifted)));
    v128.store(energies, f32x4.sub(rooted, f32x4.splat(root)));
  }
}
