import { beamDecode, type Hypothesis } from '../../decode/prefix-beam.ts';
import type { LossTerm, MethodInput } from '../method.ts';
import { onceARow } from '../once-a-row.ts';
import { numberOf, sequenceIn, teacherRowsIn } from '../read-input.ts';
import { saidTerm, type Said } from '../said-term.ts';

/** Beginnings that the search keeps, to one that is asked for. */
const WIDTH_A_HYPOTHESIS = 2;

/** What a teacher may have heard, before tau, which may be turned, shares it out. */
const likeliest = onceARow((frames, classes: number, blank: number, count: number) =>
  beamDecode(frames, classes, count, { width: WIDTH_A_HYPOTHESIS * count, blank }),
);

/** @throws StudioError `experiment/invalid` without a teacher, for clips, or with a parameter that is not a number. */
export function terms(input: MethodInput): Record<string, LossTerm> {
  const { blank } = sequenceIn(input);
  const { params, studentLogits } = input;
  const classes = studentLogits.shape[2] ?? 0;
  const alpha = numberOf(params, 'alpha');
  const [count, tau] = [numberOf(params, 'count'), numberOf(params, 'tau')];
  const said = teacherRowsIn(input).map((frames) => sharedOut(likeliest(frames, classes, blank, count), tau));
  return {
    hard: { value: input.labelLoss(), weight: 1 - alpha },
    soft: { value: saidTerm(input, said), weight: alpha },
  };
}

function sharedOut(found: readonly Hypothesis[], tau: number): Said[] {
  const top = found[0]?.logProbability ?? 0;
  const shares = found.map(({ logProbability }) => Math.exp((logProbability - top) / tau));
  const total = shares.reduce((sum, share) => sum + share, 0);
  return found.map(({ symbols }, n) => ({ symbols, weight: shares[n]! / total }));
}
