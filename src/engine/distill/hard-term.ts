import { div, fusedOps, maximum, sum, type Scalar } from '../tensor/index.ts';
import type { MethodInput } from './method.ts';

/** Cross-entropy with the labels, mean over the labelled clips of the batch; zero where there is none. */
export function hardTerm({ studentLogits, labels, labelled }: MethodInput): Scalar {
  return fusedOps().softmaxCrossEntropy(studentLogits, labels, div(labelled, maximum(sum(labelled), 1)));
}
