import type { FrontEndConfig } from '../../config/experiment.ts';

/** The oracle of the kernels: every stage by its definition, in float64. */

/** |X|^2 of bins `from` to `to` by the definition of the transform. */
export function naivePowers(frame: ArrayLike<number>, from = 0, to = frame.length / 2): number[] {
  const size = frame.length;
  const cos = Float64Array.from({ length: size }, (_, n) => Math.cos((2 * Math.PI * n) / size));
  const sin = Float64Array.from({ length: size }, (_, n) => Math.sin((2 * Math.PI * n) / size));
  return Array.from({ length: to - from + 1 }, (_, i) => {
    let re = 0;
    let im = 0;
    for (let n = 0; n < size; n++) {
      const turn = ((from + i) * n) % size;
      re += frame[n]! * cos[turn]!;
      im -= frame[n]! * sin[turn]!;
    }
    return re * re + im * im;
  });
}

/** Triangles on the HTK scale, straight over frequency, height 1. */
export function naiveMel(power: readonly number[], bands: number, lowHz: number, highHz: number): number[] {
  const mel = (hz: number) => 2595 * Math.log10(1 + hz / 700);
  const edges = Array.from({ length: bands + 2 }, (_, i) => {
    const at = mel(lowHz) + (i * (mel(highHz) - mel(lowHz))) / (bands + 1);
    return 700 * (10 ** (at / 2595) - 1);
  });
  const binHz = 8000 / (power.length - 1);
  return Array.from({ length: bands }, (_, b) => {
    const [left, centre, right] = [edges[b]!, edges[b + 1]!, edges[b + 2]!];
    return power.reduce((sum, p, k) => {
      const weight = Math.min((k * binHz - left) / (centre - left), (right - k * binHz) / (right - centre));
      return sum + Math.max(0, weight) * p;
    }, 0);
  });
}

/** Cohen's noise floor and Berouti's subtraction, as ../denoise.ts tells. */
export function naiveDenoise(frames: readonly (readonly number[])[], hopMs: number): number[][] {
  const keepSmoothed = Math.exp(-hopMs / 35.9);
  const keepNoiseLong = Math.exp(-hopMs / 156);
  const keepPresence = Math.exp(-hopMs / 4.97);
  const empty = new Array<number>(frames[0]?.length ?? 0).fill(0);
  let [smoothed, minimum, nextMinimum, presence, noise] = [empty, empty, empty, empty, empty];
  return frames.map((power, t) => {
    const across = power.map((p, k) => {
      const beside = [power[k - 1] ?? power[k + 1]!, power[k + 1] ?? power[k - 1]!];
      return 0.5 * p + 0.25 * (beside[0]! + beside[1]!);
    });
    if (t === 0) {
      [smoothed, minimum, nextMinimum] = [across, across, across];
      noise = [...power];
    } else {
      const newWindow = t % Math.max(1, Math.round(1000 / hopMs)) === 0;
      const level = across.map((a, k) => keepSmoothed * smoothed[k]! + (1 - keepSmoothed) * a);
      minimum = level.map((l, k) => Math.min(l, (newWindow ? nextMinimum : minimum)[k]!));
      nextMinimum = level.map((l, k) => (newWindow ? l : Math.min(l, nextMinimum[k]!)));
      presence = level.map((l, k) => keepPresence * presence[k]! + (1 - keepPresence) * (l > 5 * minimum[k]! ? 1 : 0));
      smoothed = level;
      const keepNoise = Math.min(keepNoiseLong, t / (t + 1));
      noise = noise.map((n, k) => {
        const keep = keepNoise + (1 - keepNoise) * presence[k]!;
        return keep * n + (1 - keep) * power[k]!;
      });
    }
    const total = power.reduce((a, b) => a + b, 0);
    const noiseTotal = noise.reduce((a, b) => a + b, 0);
    if (noiseTotal === 0) return [...power];
    const snrDb = Math.min(20, Math.max(-5, 10 * Math.log10(total / noiseTotal)));
    return power.map((p, k) => {
      const floor = 0.02 * noise[k]!;
      const left = p - (4 - (3 / 20) * snrDb) * noise[k]!;
      return left > floor ? left : Math.min(p, floor);
    });
  });
}

export function naiveDct(input: readonly number[], coefficients: number): number[] {
  const length = input.length;
  return Array.from({ length: coefficients }, (_, k) => {
    const sum = input.reduce((s, x, n) => s + x * Math.cos((Math.PI * k * (2 * n + 1)) / (2 * length)), 0);
    return sum * Math.sqrt((k === 0 ? 1 : 2) / length);
  });
}

/** Features of 16 kHz samples, frame by frame, without differences. */
export function naiveFeatures(samples: Float32Array, config: FrontEndConfig): number[][] {
  const frameSamples = Math.round(config.windowMs * 16);
  const hopSamples = Math.round(config.hopMs * 16);
  const size = 2 ** Math.ceil(Math.log2(frameSamples));
  const emphasised = Array.from(samples, (x, n) => x - config.preEmphasis * (samples[n - 1] ?? 0));
  const spectra: number[][] = [];
  for (let start = 0; start + frameSamples <= samples.length; start += hopSamples) {
    const frame = new Float64Array(size);
    for (let n = 0; n < frameSamples; n++) {
      frame[n] = emphasised[start + n]! * (0.5 - 0.5 * Math.cos((2 * Math.PI * n) / frameSamples));
    }
    spectra.push(naivePowers(frame));
  }
  const clean = config.denoise === 'none' ? spectra : naiveDenoise(spectra, config.hopMs);
  return clean.map((power) => {
    const energies = naiveMel(power, config.melBands, config.lowHz, config.highHz);
    const logs = energies.map((energy) => Math.log(energy + 1e-6));
    return config.kind === 'mfcc' ? naiveDct(logs, config.coefficients) : logs;
  });
}
