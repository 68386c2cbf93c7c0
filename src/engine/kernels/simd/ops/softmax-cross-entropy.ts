import type { FusedOps } from '../../../tensor/ops/contract.ts';
import { lossOfRows } from './loss.ts';

/** See {@link FusedOps.softmaxCrossEntropy}. */
export const softmaxCrossEntropy: FusedOps['softmaxCrossEntropy'] = (logits, targets, weights) =>
  lossOfRows('softmaxCrossEntropy', logits, targets, weights);
