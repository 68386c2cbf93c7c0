import { defaultExperiment } from '../../config/defaults.ts';
import type { FrontEndConfig } from '../../config/experiment.ts';

/** Log-mel as torchaudio makes it; the tests vary it. */
export const plainLogMel: FrontEndConfig = {
  ...defaultExperiment.frontEnd,
  preEmphasis: 0,
  normalise: 'none',
};
