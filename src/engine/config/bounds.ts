/** What a number of the experiment may be, and how a form steps through it. Schema and forms both read it here. */
export interface Bounds {
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly integer?: boolean;
  readonly scale?: 'linear' | 'log';
  readonly unit?: string;
  /** May be turned while a run is under way. */
  readonly live?: boolean;
}

export const dataBounds = {
  labelShare: { min: 1, max: 100, step: 1, unit: '%' },
  snrDb: { min: -10, max: 60, step: 1, unit: 'dB' },
  noiseVersions: { min: 1, max: 64, step: 1, integer: true },
} as const satisfies Record<string, Bounds>;

export const decodingBounds = {
  width: { min: 1, max: 128, step: 1, integer: true },
  order: { min: 1, max: 8, step: 1, integer: true },
  weight: { min: 0, max: 3, step: 0.05 },
  bonus: { min: -3, max: 6, step: 0.1 },
} as const satisfies Record<string, Bounds>;

export const augmentBounds = {
  speed: { min: 0, max: 25, step: 1, integer: true, unit: '%' },
  reverbMs: { min: 0, max: 1000, step: 10, unit: 'ms' },
  shiftMs: { min: 0, max: 500, step: 10, unit: 'ms' },
  volumeDb: { min: 0, max: 30, step: 1, unit: 'dB' },
  masks: { min: 0, max: 4, step: 1, integer: true },
  timeMaskMs: { min: 10, max: 1000, step: 10, unit: 'ms' },
  frequencyMaskShare: { min: 1, max: 50, step: 1, unit: '%' },
} as const satisfies Record<string, Bounds>;

export const frontEndBounds = {
  preEmphasis: { min: 0, max: 0.99, step: 0.01 },
  windowMs: { min: 5, max: 100, step: 1, unit: 'ms' },
  hopMs: { min: 2, max: 100, step: 0.5, unit: 'ms' },
  melBands: { min: 8, max: 128, step: 1, integer: true },
  coefficients: { min: 4, max: 64, step: 1, integer: true },
  lowHz: { min: 0, max: 4000, step: 10, unit: 'Hz' },
  highHz: { min: 1000, max: 8000, step: 10, unit: 'Hz' },
  pcenSmoothingMs: { min: 20, max: 5000, step: 10, unit: 'ms' },
  pcenGain: { min: 0, max: 1, step: 0.01 },
  pcenBias: { min: 0.01, max: 20, step: 0.01 },
  pcenPower: { min: 0.05, max: 1, step: 0.01 },
} as const satisfies Record<string, Bounds>;

export const optimiserBounds = {
  learningRate: { min: 1e-6, max: 1, step: 1e-4, scale: 'log', live: true },
  warmupSteps: { min: 0, max: 10_000, step: 10, integer: true },
  batchSize: { min: 1, max: 512, step: 1, integer: true },
  steps: { min: 1, max: 1_000_000, step: 50, integer: true },
  clipNorm: { min: 0, max: 1000, step: 0.5 },
  patience: { min: 0, max: 1000, step: 1, integer: true },
} as const satisfies Record<string, Bounds>;

export const runBounds = {
  seed: { min: 0, max: 2_147_483_647, step: 1, integer: true },
  maxSteps: { min: 1, max: 1_000_000, step: 50, integer: true },
  maxClips: { min: 1, max: 10_000_000, step: 100, integer: true },
} as const satisfies Record<string, Bounds>;
