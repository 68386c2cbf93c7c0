import type { FusedOps } from '../../../tensor/ops/contract.ts';
import { lossOfRows, lossProgram } from './loss-of-rows.ts';

const program = lossProgram(
  'softmax cross-entropy',
  `let top = logitsTop(at);
    let log = logitsLog(at, top);
    for (var k = at; k < at + p.columns; k++) {
      let answer = logits[k] - top - log;
      loss -= weight * other[k] * answer;
      gradient[k] = weight * (exp(answer) - other[k]);
    }`,
  ['logits'],
);

/** See {@link FusedOps.softmaxCrossEntropy}. */
export const softmaxCrossEntropy: FusedOps['softmaxCrossEntropy'] = (logits, targets, weights) =>
  lossOfRows(program, logits, targets, weights);
