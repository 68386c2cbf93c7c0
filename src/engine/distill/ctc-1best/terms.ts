import { greedyDecode } from '../../decode/greedy.ts';
import type { LossTerm, MethodInput } from '../method.ts';
import { numberOf, sequenceIn, teacherRowsIn } from '../read-input.ts';
import { saidTerm } from '../said-term.ts';

/** @throws StudioError `experiment/invalid` without a teacher, for clips, or with a parameter that is not a number. */
export function terms(input: MethodInput): Record<string, LossTerm> {
  const { blank } = sequenceIn(input);
  const classes = input.studentLogits.shape[2] ?? 0;
  const alpha = numberOf(input.params, 'alpha');
  const said = teacherRowsIn(input).map((frames) => [
    { symbols: greedyDecode(frames, classes, blank).map(({ symbol }) => symbol), weight: 1 },
  ]);
  return {
    hard: { value: input.labelLoss(), weight: 1 - alpha },
    soft: { value: saidTerm(input, said), weight: alpha },
  };
}
