/**
 * Causal noise reduction on the power spectrum of one frame after the other.
 *
 * Noise floor: minima controlled recursive averaging (I. Cohen and B. Berdugo, "Noise estimation by minima controlled
 * recursive averaging for robust speech enhancement", IEEE Signal Processing Letters 9(1), 2002), its constants turned
 * from their 8 ms hop into times. Subtraction: power spectral subtraction with an oversubtraction that falls with the
 * frame's SNR, and a spectral floor (M. Berouti, R. Schwartz and J. Makhoul, "Enhancement of speech corrupted by acoustic
 * noise", ICASSP 1979).
 */
const SMOOTHING_MS = 35.9;
const NOISE_MS = 156;
const PRESENCE_MS = 4.97;
const MINIMUM_WINDOW_MS = 1000;
/** A bin this many times above its recent minimum holds speech. */
const PRESENCE_RATIO = 5;

/** Berouti: 4 at 0 dB, falling by 3/20 a dB, between -5 and 20 dB. */
const OVERSUBTRACTION_AT_0_DB = 4;
const OVERSUBTRACTION_SLOPE = 3 / 20;
/** Share of the noise that stays, so that no bin falls to nothing ("musical noise"). */
const SPECTRAL_FLOOR = 0.02;

export class SpectralSubtraction {
  private readonly smoothed: Float64Array;
  private readonly minimum: Float64Array;
  private readonly nextMinimum: Float64Array;
  private readonly presence: Float64Array;
  private readonly noise: Float64Array;
  private readonly keepSmoothed: number;
  private readonly keepNoise: number;
  private readonly keepPresence: number;
  private readonly windowFrames: number;
  private frames = 0;

  constructor(
    private readonly bins: number,
    hopMs: number,
  ) {
    this.smoothed = new Float64Array(bins);
    this.minimum = new Float64Array(bins);
    this.nextMinimum = new Float64Array(bins);
    this.presence = new Float64Array(bins);
    this.noise = new Float64Array(bins);
    this.keepSmoothed = Math.exp(-hopMs / SMOOTHING_MS);
    this.keepNoise = Math.exp(-hopMs / NOISE_MS);
    this.keepPresence = Math.exp(-hopMs / PRESENCE_MS);
    this.windowFrames = Math.max(1, Math.round(MINIMUM_WINDOW_MS / hopMs));
  }

  /** Replaces `power` [bins] by its estimate without the noise. */
  process(power: Float64Array): void {
    this.track(power);
    this.subtract(power);
    this.frames++;
  }

  reset(): void {
    this.frames = 0;
  }

  private track(power: Float64Array): void {
    const { smoothed, minimum, nextMinimum, presence, noise, bins, frames, keepSmoothed, keepPresence } = this;
    const last = bins - 1;
    const newWindow = frames % this.windowFrames === 0;
    // A plain mean at first: the clip's first frames are taken for noise, as far as the minima allow.
    const keepNoise = Math.min(this.keepNoise, frames / (frames + 1));
    for (let k = 0; k < bins; k++) {
      const now = power[k]!;
      const across = 0.5 * now + 0.25 * (power[k === 0 ? 1 : k - 1]! + power[k === last ? last - 1 : k + 1]!);
      if (frames === 0) {
        smoothed[k] = minimum[k] = nextMinimum[k] = across;
        presence[k] = 0;
        noise[k] = now;
        continue;
      }
      const level = keepSmoothed * smoothed[k]! + (1 - keepSmoothed) * across;
      smoothed[k] = level;
      const reached = newWindow ? Math.min(nextMinimum[k]!, level) : Math.min(minimum[k]!, level);
      minimum[k] = reached;
      nextMinimum[k] = newWindow ? level : Math.min(nextMinimum[k]!, level);
      const speech = level > PRESENCE_RATIO * reached ? 1 : 0;
      const likely = keepPresence * presence[k]! + (1 - keepPresence) * speech;
      presence[k] = likely;
      const keep = keepNoise + (1 - keepNoise) * likely;
      noise[k] = keep * noise[k]! + (1 - keep) * now;
    }
  }

  private subtract(power: Float64Array): void {
    const { noise, bins } = this;
    let total = 0;
    let noiseTotal = 0;
    for (let k = 0; k < bins; k++) {
      total += power[k]!;
      noiseTotal += noise[k]!;
    }
    if (noiseTotal === 0) return;
    const snrDb = Math.min(20, Math.max(-5, 10 * Math.log10(total / noiseTotal)));
    const over = OVERSUBTRACTION_AT_0_DB - OVERSUBTRACTION_SLOPE * snrDb;
    for (let k = 0; k < bins; k++) {
      const floor = SPECTRAL_FLOOR * noise[k]!;
      const left = power[k]! - over * noise[k]!;
      // Never more than came in: a bin below the floor keeps its own value.
      power[k] = left > floor ? left : Math.min(power[k]!, floor);
    }
  }
}
