import type { FrontEndConfig } from '../config/experiment.ts';
import { createFrontEnd } from '../dsp/front-end.ts';

/** Features of one clip as the front end makes them, not normalised. */
export interface Spectrogram {
  readonly frames: number;
  readonly bins: number;
  /** [frames, bins], low frequencies first; natural-log energies for log-mel. */
  readonly data: Float32Array;
  readonly hopMs: number;
}

/**
 * The whole clip, without noise or window, as training and microphone see it.
 * @param samples mono, -1 to 1
 * @throws StudioError `experiment/invalid` when the settings contradict each other
 */
export function spectrogramOf(samples: Float32Array, sampleRateHz: number, config: FrontEndConfig): Spectrogram {
  const frontEnd = createFrontEnd(config, sampleRateHz);
  frontEnd.push(samples);
  const frames = frontEnd.flush();
  const data = new Float32Array(frames * frontEnd.bins);
  frontEnd.read(data, 0);
  return { frames, bins: frontEnd.bins, data, hopMs: config.hopMs };
}
