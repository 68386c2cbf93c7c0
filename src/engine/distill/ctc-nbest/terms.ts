import { PrefixBeam } from '../../decode/prefix-beam.ts';
import { logSoftmaxRow } from '../../metrics/log-softmax.ts';
import type { LossTerm, MethodInput } from '../method.ts';
import { numberOf, sequenceIn, teacherRowsIn } from '../read-input.ts';
import { saidTerm, type Said } from '../said-term.ts';

/** Beginnings that the search keeps, to one that is asked for. */
const WIDTH_A_HYPOTHESIS = 2;

/** @throws StudioError `experiment/invalid` without a teacher, for clips, or with a parameter that is not a number. */
export function terms(input: MethodInput): Record<string, LossTerm> {
  const { blank } = sequenceIn(input);
  const { params, studentLogits } = input;
  const classes = studentLogits.shape[2] ?? 0;
  const alpha = numberOf(params, 'alpha');
  const [count, tau] = [numberOf(params, 'count'), numberOf(params, 'tau')];
  const said = teacherRowsIn(input).map((frames) => likeliest(frames, classes, blank, count, tau));
  return {
    hard: { value: input.labelLoss(), weight: 1 - alpha },
    soft: { value: saidTerm(input, said), weight: alpha },
  };
}

/** @param frames logits, [T, K] */
function likeliest(frames: Float32Array, classes: number, blank: number, count: number, tau: number): Said[] {
  const beam = new PrefixBeam(classes, { width: WIDTH_A_HYPOTHESIS * count, blank });
  const row = new Float64Array(classes);
  for (let frame = 0; frame < frames.length / classes; frame++) {
    logSoftmaxRow(frames, frame, 1, row);
    beam.push(row);
  }
  const found = beam.hypotheses(count);
  const top = found[0]?.logProbability ?? 0;
  const shares = found.map(({ logProbability }) => Math.exp((logProbability - top) / tau));
  const total = shares.reduce((sum, share) => sum + share, 0);
  return found.map(({ symbols }, n) => ({ symbols, weight: shares[n]! / total }));
}
