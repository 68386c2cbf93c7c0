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

/** Cohen's noise floor of each frame, as ../denoise/noise-floor.ts tells. */
export function naiveNoise(frames: readonly (readonly number[])[], hopMs: number): number[][] {
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
    return noise;
  });
}

type Frames = readonly (readonly number[])[];

const denoisers: Readonly<Record<FrontEndConfig['denoise'], (frames: Frames, hopMs: number) => Frames>> = {
  none: (frames) => frames,
  // Berouti.
  'spectral-subtraction': (frames, hopMs) => {
    const noises = naiveNoise(frames, hopMs);
    return frames.map((power, t) => {
      const noise = noises[t]!;
      const total = power.reduce((a, b) => a + b, 0);
      const noiseTotal = noise.reduce((a, b) => a + b, 0);
      if (noiseTotal === 0) return power;
      const snrDb = Math.min(20, Math.max(-5, 10 * Math.log10(total / noiseTotal)));
      return power.map((p, k) => {
        const floor = 0.02 * noise[k]!;
        const left = p - (4 - (3 / 20) * snrDb) * noise[k]!;
        return left > floor ? left : Math.min(p, floor);
      });
    });
  },
  // Ephraim and Malah's decision-directed ratio, Wiener's gain.
  wiener: (frames, hopMs) => {
    const noises = naiveNoise(frames, hopMs);
    const keep = Math.exp(-hopMs / 396);
    const estimate = new Array<number>(frames[0]?.length ?? 0).fill(1);
    return frames.map((power, t) =>
      power.map((p, k) => {
        const posterior = Math.min(1e6, p / Math.max(1e-30, noises[t]![k]!));
        const prior = Math.max(10 ** -2.5, keep * estimate[k]! + (1 - keep) * Math.max(0, posterior - 1));
        const gain = prior / (1 + prior);
        estimate[k] = gain ** 2 * posterior;
        return gain ** 2 * p;
      }),
    );
  },
  rnnoise: () => {
    throw new Error('the net of a library has no definition to compare with');
  },
};

export function naiveDenoise(frames: Frames, kind: FrontEndConfig['denoise'], hopMs: number): Frames {
  return denoisers[kind](frames, hopMs);
}

export function naiveDct(input: readonly number[], coefficients: number): number[] {
  const length = input.length;
  return Array.from({ length: coefficients }, (_, k) => {
    const sum = input.reduce((s, x, n) => s + x * Math.cos((Math.PI * k * (2 * n + 1)) / (2 * length)), 0);
    return sum * Math.sqrt((k === 0 ? 1 : 2) / length);
  });
}

/** librosa.pcen with its defaults, of energies [frames][bands]. */
function naivePcen(energies: Frames, hopMs: number): number[][] {
  const frames = 400 / hopMs;
  const b = (Math.sqrt(1 + 4 * frames ** 2) - 1) / (2 * frames ** 2);
  let levels = new Array<number>(energies[0]?.length ?? 0).fill(1);
  return energies.map((row) => {
    levels = levels.map((level, band) => (1 - b) * level + b * row[band]!);
    return row.map((energy, band) => Math.sqrt(energy / (levels[band]! + 1e-6) ** 0.98 + 2) - Math.SQRT2);
  });
}

/** Frames, cut and windowed (Hann), at the length of their transform. */
function naiveFrames(samples: Float32Array, config: FrontEndConfig): Float64Array[] {
  const frameSamples = Math.round(config.windowMs * 16);
  const hopSamples = Math.round(config.hopMs * 16);
  const size = config.fft === 'shortest' ? frameSamples : 2 ** Math.ceil(Math.log2(frameSamples));
  const emphasised = Array.from(samples, (x, n) => x - config.preEmphasis * (samples[n - 1] ?? 0));
  const pad = config.edges === 'centre' ? frameSamples >> 1 : 0;
  const padded = [
    ...emphasised.slice(1, pad + 1).reverse(),
    ...emphasised,
    ...emphasised.slice(-1 - pad, -1).reverse(),
  ];
  const frames: Float64Array[] = [];
  for (let start = 0; start + frameSamples <= padded.length; start += hopSamples) {
    const frame = new Float64Array(size);
    for (let n = 0; n < frameSamples; n++) {
      frame[n] = padded[start + n]! * (0.5 - 0.5 * Math.cos((2 * Math.PI * n) / frameSamples));
    }
    frames.push(frame);
  }
  return frames;
}

/** Features of 16 kHz samples, frame by frame, without differences: Hann window, HTK's mel scale, ln(x + 1e-6). */
export function naiveFeatures(samples: Float32Array, config: FrontEndConfig): number[][] {
  const spectra = naiveFrames(samples, config).map((frame) => naivePowers(frame));
  const clean = naiveDenoise(spectra, config.denoise, config.hopMs);
  const binHz = 8000 / ((clean[0]?.length ?? 0) - 1);
  const energies = clean.map((power) =>
    config.kind === 'spectrogram'
      ? power.filter((_, k) => k * binHz >= config.lowHz && k * binHz <= config.highHz)
      : naiveMel(power, config.melBands, config.lowHz, config.highHz),
  );
  if (config.kind === 'pcen') return naivePcen(energies, config.hopMs);
  const logs = energies.map((row) => row.map((energy) => Math.log(energy + 1e-6)));
  return config.kind === 'mfcc' ? logs.map((row) => naiveDct(row, config.coefficients)) : logs;
}
