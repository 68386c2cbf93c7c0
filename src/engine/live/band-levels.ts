import type { FrontEndConfig } from '../config/experiment.ts';
import { defaultExperiment } from '../config/defaults.ts';
import { createFrontEnd, type FrontEnd } from '../dsp/front-end.ts';

export const LEVEL_MS = 10;
export const BANDS = 8;

/** Bands for telling sound from room, whatever the features of the nets are: dB, high ones lifted as in speech. */
const bandConfig: FrontEndConfig = {
  ...defaultExperiment.frontEnd,
  kind: 'log-mel',
  preEmphasis: 0.97,
  denoise: 'none',
  windowMs: 25,
  hopMs: LEVEL_MS,
  edges: 'snip',
  melBands: BANDS,
  lowHz: 100,
  highHz: 7600,
  log: 'decibel',
  deltas: 0,
};

/** Middle of the first frame, from the start of the stream. */
export const FIRST_LEVEL_MS = bandConfig.windowMs / 2;

/** Levels of a stream in a few bands, every 10 ms. */
export class BandLevels {
  private readonly frontEnd: FrontEnd;
  private readonly frame = new Float32Array(BANDS);

  constructor(sampleRateHz: number) {
    this.frontEnd = createFrontEnd(bandConfig, sampleRateHz);
  }

  /** @param onLevels dB of each band, valid during the call */
  take(samples: Float32Array, onLevels: (levelsDb: Float32Array) => void): void {
    for (let ready = this.frontEnd.push(samples); ready > 0; ready -= this.frontEnd.read(this.frame, 0))
      onLevels(this.frame);
  }
}
