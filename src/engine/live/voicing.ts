import { LEVEL_MS } from './band-levels.ts';

/** Rate at which a voice is looked for: its lowest harmonics suffice. */
const RATE_HZ = 4000;
const FRAME = 160;
/** Periods of 70 to 400 Hz. */
const SHORTEST = 10;
const LONGEST = 57;
/** One-pole low pass, applied twice, before samples are left out. */
const LOW_PASS_HZ = 900;
/** Correlation with itself a period later from which on a frame counts as voiced. */
const VOICED = 0.75;
const MEMORY_SECONDS = 8;

/** Where a stream has a pitch: tells a vowel from a cough, a knock or a rustle. */
export class Voicing {
  private readonly step: number;
  private readonly keep: number;
  private readonly hop: number;
  private readonly slow: Float64Array;
  private readonly voiced = new Uint8Array((1000 * MEMORY_SECONDS) / LEVEL_MS);
  private frames = 0;
  private filled = 0;
  private skipped = 0;
  private once = 0;
  private twice = 0;

  constructor(sampleRateHz: number) {
    this.step = Math.max(1, Math.round(sampleRateHz / RATE_HZ));
    this.keep = Math.exp((-2 * Math.PI * LOW_PASS_HZ) / sampleRateHz);
    this.hop = Math.round((LEVEL_MS * sampleRateHz) / this.step / 1000);
    this.slow = new Float64Array(FRAME + LONGEST);
  }

  /** @param isWanted whether what comes now may be part of a sound: silence need not be looked at */
  take(samples: Float32Array, isWanted: boolean): void {
    for (let n = 0; n < samples.length; n++) {
      this.once = samples[n]! + this.keep * (this.once - samples[n]!);
      this.twice = this.once + this.keep * (this.twice - this.once);
      if (++this.skipped < this.step) continue;
      this.skipped = 0;
      this.slow[this.filled++] = this.twice;
      if (this.filled < this.slow.length) continue;
      this.voiced[this.frames++ % this.voiced.length] = isWanted && this.period() >= VOICED ? 1 : 0;
      this.slow.copyWithin(0, this.hop);
      this.filled -= this.hop;
    }
  }

  /** Milliseconds with a pitch between two moments of the last seconds. */
  voicedMs(fromSeconds: number, toSeconds: number): number {
    const last = Math.min(this.frames, Math.ceil((1000 * toSeconds) / LEVEL_MS));
    const first = Math.max(0, this.frames - this.voiced.length, Math.floor((1000 * fromSeconds) / LEVEL_MS));
    let count = 0;
    for (let frame = first; frame < last; frame++) count += this.voiced[frame % this.voiced.length]!;
    return count * LEVEL_MS;
  }

  /** How like itself the frame is one period later, at the best of all periods. */
  private period(): number {
    const { slow } = this;
    let most = 0;
    for (let lag = SHORTEST; lag <= LONGEST; lag++) {
      let product = 0;
      let energy = 0;
      let later = 0;
      for (let i = 0; i < FRAME; i++) {
        const a = slow[i]!;
        const b = slow[i + lag]!;
        product += a * b;
        energy += a * a;
        later += b * b;
      }
      most = Math.max(most, product / Math.sqrt(energy * later + 1e-12));
    }
    return most;
  }
}
