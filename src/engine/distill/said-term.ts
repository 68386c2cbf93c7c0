import { fusedOps, mul, sum, tensor, type Scalar } from '../tensor/index.ts';
import { sequenceIn } from './read-input.ts';
import type { MethodInput } from './method.ts';

/** What a teacher may have heard in one row: classes, and what of the row's loss it counts. */
export interface Said {
  readonly symbols: readonly number[];
  readonly weight: number;
}

/**
 * The student's loss of CTC with what a teacher heard instead of labels, in nats a symbol, mean over all rows of the batch.
 * @param said of each row, weights that add up to 1
 */
export function saidTerm(input: MethodInput, said: readonly (readonly Said[])[]): Scalar {
  const { lengths, blank } = sequenceIn(input);
  const rows = said.length;
  const most = Math.max(1, ...said.map(({ length }) => length));
  const terms = Array.from({ length: most }, (_, rank): Scalar => {
    const own = said.map((hypotheses) => hypotheses[rank] ?? { symbols: [], weight: 0 });
    const width = Math.max(1, ...own.map(({ symbols }) => symbols.length));
    const labels = new Int32Array(rows * width);
    own.forEach(({ symbols }, row) => labels.set(symbols, row * width));
    const labelLengths = Int32Array.from(own, ({ symbols }) => symbols.length);
    const weights = own.map(({ symbols, weight }) => weight / (rows * Math.max(1, symbols.length)));
    const nats = fusedOps().ctc(input.studentLogits, { lengths, labels, labelLengths, blank });
    return sum<Scalar>(mul(nats, tensor(weights, [rows], 'float32')));
  });
  return terms.length === 1 ? terms[0]! : fusedOps().weightedSum(terms, new Array<number>(terms.length).fill(1));
}
