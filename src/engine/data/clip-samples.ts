/** A sound by itself. */
export interface ClipSamples {
  /** Mono, -1 to 1. */
  readonly samples: Float32Array;
  /** Its true rate. */
  readonly sampleRateHz: number;
}
