import type { KernelMemory } from './kernel-memory.ts';
import { LANES } from './kernel-memory.ts';

/**
 * Power spectra of real frames, {@link LANES} at once: complex transform of half the length (the even samples as real parts,
 * the odd ones as imaginary parts), passes of radix 5 and 3, then radix 4. Tables in float64 rounded once, arithmetic in
 * float32.
 *
 * Source: Numerical Recipes, section 12.3 (FFT of single real functions).
 */
export class RealFft {
  /** Bins 0 (DC) to size / 2 (Nyquist). */
  readonly bins: number;
  /** Address of the frames [size][LANES], at half their size (which saves work later); the transform overwrites them. */
  readonly frames: number;

  private readonly order: number;
  /** Odd passes: radix, length of the transforms that they cut, address of their twiddles. */
  private readonly oddPasses: readonly { readonly radix: 3 | 5; readonly length: number; readonly twiddles: number }[];
  /** Points that the odd passes leave: a power of two. */
  private readonly even: number;
  private readonly evenTwiddles: number;
  private readonly joinTwiddles: number;

  /** @param size a multiple of 8, up to 65,536, whose prime factors are 2, 3 and 5 */
  constructor(
    private readonly memory: KernelMemory,
    readonly size: number,
  ) {
    const half = size / 2;
    const radices = size % 8 === 0 && size >= 8 && size <= 65_536 ? radicesOf(half) : null;
    if (!radices) throw new RangeError(`FFT size ${size}`);
    this.bins = half + 1;
    this.frames = memory.allocate(size * LANES);
    this.order = memory.place(Int32Array.from({ length: half }, (_, k) => 8 * LANES * positionOf(k, half, radices)));
    let length = half;
    this.oddPasses = radices.flatMap((radix) => {
      if (radix !== 3 && radix !== 5) return [];
      const pass = {
        radix,
        length,
        twiddles: memory.place(Float32Array.from(twiddlesOfPass(length, radix, 0))),
      } as const;
      length /= radix;
      return [pass];
    });
    this.even = length;
    this.evenTwiddles = memory.place(Float32Array.from(twiddlesOfEvenPasses(length)));
    const joins = Array.from({ length: half / 2 + 1 }, (_, k) => rootOfUnity(k, size)).flat();
    this.joinTwiddles = memory.place(Float32Array.from(joins));
  }

  /** |X|^2 (no scaling) of `frames`, to address `power` [bins][LANES]. */
  powers(power: number): void {
    const { kernels } = this.memory;
    const { frames, even } = this;
    const half = this.size / 2;
    for (const { radix, length, twiddles } of this.oddPasses) {
      if (radix === 5) kernels.fifths(frames, half, length, twiddles);
      else kernels.thirds(frames, half, length, twiddles);
    }
    kernels.transform(frames, half, even, this.evenTwiddles);
    kernels.powers(frames, half, this.order, this.joinTwiddles, power);
  }
}

/** exp(-2 pi i k / n) */
function rootOfUnity(k: number, n: number): [number, number] {
  return [Math.cos((2 * Math.PI * k) / n), -Math.sin((2 * Math.PI * k) / n)];
}

/** Radices of the passes over so many points: 5, 3, 4 and one last 2; null when another factor is left. */
function radicesOf(points: number): number[] | null {
  const radices: number[] = [];
  let rest = points;
  for (const radix of [5, 3, 4, 2]) {
    for (; rest % radix === 0; rest /= radix) radices.push(radix);
  }
  return rest === 1 ? radices : null;
}

/** w^k, w^2k, ... w^(radix - 1)k of a pass over `span` points, from k = `first` on. */
function twiddlesOfPass(span: number, radix: number, first: number): number[] {
  const all: number[] = [];
  for (let k = first; k < span / radix; k++) {
    for (let power = 1; power < radix; power++) all.push(...rootOfUnity(power * k, span));
  }
  return all;
}

/** Of every pass of radix 4, k from 1 on: 1 needs no multiplication. */
function twiddlesOfEvenPasses(points: number): number[] {
  const all: number[] = [];
  for (let span = points; span >= 4; span /= 4) all.push(...twiddlesOfPass(span, 4, 1));
  return all;
}

/** Where decimation in frequency leaves coefficient k: its digits, to the base of each pass, reversed. */
function positionOf(k: number, points: number, radices: readonly number[]): number {
  let at = 0;
  let rest = k;
  let span = points;
  for (const radix of radices) {
    span /= radix;
    at += (rest % radix) * span;
    rest = Math.floor(rest / radix);
  }
  return at;
}
