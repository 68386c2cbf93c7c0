import { defaultExperiment } from '../../../src/engine/config/defaults.ts';
import { FEATURE_RATE_HZ } from '../../../src/engine/config/frame-geometry.ts';
import { createFrontEnd } from '../../../src/engine/dsp/front-end.ts';
import { AUDIO_PIECE_SECONDS, madeUpAudio } from '../../works/made-up.ts';
import type { Ready } from '../contestant.ts';

/** Frames are read out as often as a page reads them: at every piece. */
const FRAMES_A_PIECE = 1200;

/** Audio to log-mel 40 by the front end of the studio. */
export function prepareFrontEnd(seconds: number): Ready {
  const frontEnd = createFrontEnd(
    { ...defaultExperiment.frontEnd, kind: 'log-mel', melBands: 40, denoise: 'none', deltas: 0, preEmphasis: 0 },
    FEATURE_RATE_HZ,
  );
  const piece = madeUpAudio(FEATURE_RATE_HZ);
  const out = new Float32Array(FRAMES_A_PIECE * frontEnd.bins);
  return {
    parameters: null,
    repeats: 1,
    async step() {
      frontEnd.reset();
      let frames = 0;
      for (let second = 0; second < seconds; second += AUDIO_PIECE_SECONDS) {
        frontEnd.push(piece);
        frames += frontEnd.read(out, 0);
      }
      frontEnd.flush();
      return frames + frontEnd.read(out, 0);
    },
  };
}
