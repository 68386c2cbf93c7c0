import type { FrontEndConfig } from '../../config/experiment.ts';

/** Log-mel as torchaudio makes it; the tests vary it. */
export const plainLogMel: FrontEndConfig = {
  kind: 'log-mel',
  preEmphasis: 0,
  denoise: 'none',
  windowMs: 25,
  hopMs: 10,
  melBands: 40,
  coefficients: 13,
  lowHz: 20,
  highHz: 7600,
  deltas: 0,
  normalise: 'none',
};
