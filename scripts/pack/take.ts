import type { Rng } from '../../src/engine/core/rng.ts';
import type { Voice } from './roster.ts';

export interface Take {
  readonly text: string;
  readonly pitch: number;
  readonly rate: number;
  /** Pitch range in percent of the voice's own. */
  readonly rangePercent: number;
  /** Loudness of the clip, dB relative to full scale (RMS over the clip). */
  readonly loudnessDb: number;
}

/** How a voice says a text: each time a little otherwise. */
export function makeTake(voice: Voice, text: string, rng: Rng): Take {
  return {
    text: `${text}.`,
    pitch: voice.pitch + rng.int(7) - 3,
    rate: voice.rate + rng.int(7) - 3,
    rangePercent: 80 + rng.int(41),
    loudnessDb: rng.uniform(-25, -19),
  };
}
