import { fusedOps, type Scalar } from '../tensor/index.ts';
import type { MethodInput } from './method.ts';

/** Cross-entropy with the labels, mean over the labelled clips of the batch; zero where there is none. */
export function hardTerm({ studentLogits, labels, labelShares }: MethodInput): Scalar {
  return fusedOps().softmaxCrossEntropy(studentLogits, labels, labelShares);
}
