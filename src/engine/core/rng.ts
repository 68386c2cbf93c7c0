/**
 * Seeded random streams. Every random choice of an experiment draws from a *named fork* of its one seed, so adding
 * a draw in one place never shifts the numbers of another.
 *
 * Generator: sfc32 (C. Doty-Humphrey, PractRand), 128 bits of state. Seeding: cyrb128-style mixing of the path.
 */
export class Rng {
  /** As words in a typed array: as fields they would be boxed numbers, several times as slow. */
  private readonly state: Int32Array;
  private spareNormal = 0;
  private hasSpare = false;

  /** @param path a seed such as `7`, or a fork's path such as `7/batches/epoch-3` */
  constructor(readonly path: string) {
    this.state = hash128(path);
    for (let i = 0; i < 12; i++) this.uint32();
  }

  static fromSeed(seed: number): Rng {
    return new Rng(String(seed));
  }

  /** An independent stream; does not advance this one, so the order of forking does not matter. */
  fork(name: string | number): Rng {
    return new Rng(`${this.path}/${name}`);
  }

  uint32(): number {
    const { state } = this;
    const b = state[1]!;
    const c = state[2]!;
    const d = state[3]!;
    const t = (((state[0]! + b) | 0) + d) | 0;
    state[0] = b ^ (b >>> 9);
    state[1] = (c + (c << 3)) | 0;
    state[2] = ((c << 21) | (c >>> 11)) + t;
    state[3] = d + 1;
    return t >>> 0;
  }

  /** Uniform in [0, 1). */
  float(): number {
    return this.uint32() / 4294967296;
  }

  /** Uniform in [low, high). */
  uniform(low: number, high: number): number {
    return low + (high - low) * this.float();
  }

  /** Uniform integer in [0, n). */
  int(n: number): number {
    return Math.floor(this.float() * n);
  }

  /** Standard normal (Marsaglia's polar method). */
  normal(): number {
    if (this.hasSpare) {
      this.hasSpare = false;
      return this.spareNormal;
    }
    for (;;) {
      const u = 2 * this.float() - 1;
      const v = 2 * this.float() - 1;
      const s = u * u + v * v;
      if (s > 0 && s < 1) {
        const factor = Math.sqrt((-2 * Math.log(s)) / s);
        this.spareNormal = v * factor;
        this.hasSpare = true;
        return u * factor;
      }
    }
  }

  /** Fisher-Yates, in place; returns the same array. */
  shuffle<T extends { length: number; [index: number]: unknown }>(items: T): T {
    for (let i = items.length - 1; i > 0; i--) {
      const j = this.int(i + 1);
      const held = items[i];
      items[i] = items[j];
      items[j] = held;
    }
    return items;
  }
}

function hash128(text: string): Int32Array {
  let h1 = 1779033703;
  let h2 = 3144134277;
  let h3 = 1013904242;
  let h4 = 2773480762;
  for (let i = 0; i < text.length; i++) {
    const k = text.charCodeAt(i);
    h1 = h2 ^ Math.imul(h1 ^ k, 597399067);
    h2 = h3 ^ Math.imul(h2 ^ k, 2869860233);
    h3 = h4 ^ Math.imul(h3 ^ k, 951274213);
    h4 = h1 ^ Math.imul(h4 ^ k, 2716044179);
  }
  h1 = Math.imul(h3 ^ (h1 >>> 18), 597399067);
  h2 = Math.imul(h4 ^ (h2 >>> 22), 2869860233);
  h3 = Math.imul(h1 ^ (h3 >>> 17), 951274213);
  h4 = Math.imul(h2 ^ (h4 >>> 19), 2716044179);
  return Int32Array.of(h1 ^ h2 ^ h3 ^ h4, h2 ^ h1, h3 ^ h1, h4 ^ h1);
}
