import type { KernelMemory } from './kernel-memory.ts';
import { LANES } from './kernel-memory.ts';

/**
 * Power spectra of real frames, {@link LANES} at once: complex transform of half the length (the even samples as real parts,
 * the odd ones as imaginary parts), radix 4. Tables in float64 rounded once, arithmetic in float32.
 *
 * Source: Numerical Recipes, section 12.3 (FFT of single real functions).
 */
export class RealFft {
  /** Bins 0 (DC) to size / 2 (Nyquist). */
  readonly bins: number;
  /** Address of the frames [size][LANES], at half their size (which saves work later); the transform overwrites them. */
  readonly frames: number;

  private readonly order: number;
  private readonly passTwiddles: number;
  private readonly joinTwiddles: number;

  /** @param size a power of two from 8 to 65,536 */
  constructor(
    private readonly memory: KernelMemory,
    readonly size: number,
  ) {
    if (!Number.isInteger(Math.log2(size)) || size < 8 || size > 65_536) throw new RangeError(`FFT size ${size}`);
    const half = size / 2;
    this.bins = half + 1;
    this.frames = memory.allocate(size * LANES);
    this.order = memory.place(Int32Array.from({ length: half }, (_, k) => 8 * LANES * positionOf(k, half)));
    this.passTwiddles = memory.place(Float32Array.from(twiddlesOfPasses(half)));
    const joins = Array.from({ length: half / 2 + 1 }, (_, k) => rootOfUnity(k, size)).flat();
    this.joinTwiddles = memory.place(Float32Array.from(joins));
  }

  /** |X|^2 (no scaling) of `frames`, to address `power` [bins][LANES]. */
  powers(power: number): void {
    const { kernels } = this.memory;
    const half = this.size / 2;
    kernels.transform(this.frames, half, this.passTwiddles);
    kernels.powers(this.frames, half, this.order, this.joinTwiddles, power);
  }
}

/** exp(-2 pi i k / n) */
function rootOfUnity(k: number, n: number): [number, number] {
  return [Math.cos((2 * Math.PI * k) / n), -Math.sin((2 * Math.PI * k) / n)];
}

/** w^k, w^2k and w^3k of every pass of radix 4, k from 1 on: 1 needs no multiplication. */
function twiddlesOfPasses(points: number): number[] {
  const all: number[] = [];
  for (let span = points; span >= 4; span /= 4) {
    for (let k = 1; k < span / 4; k++) {
      for (let power = 1; power < 4; power++) all.push(...rootOfUnity(power * k, span));
    }
  }
  return all;
}

/** Where decimation in frequency leaves coefficient k: the digits of k to base 4 (the last to base 2) reversed. */
function positionOf(k: number, points: number): number {
  let at = 0;
  let rest = k;
  let span = points;
  for (; span >= 4; span /= 4) {
    at += (rest % 4) * (span / 4);
    rest = Math.floor(rest / 4);
  }
  return at + rest;
}
