import { hardTerm } from '../hard-term.ts';
import type { LossTerm, MethodInput } from '../method.ts';

export function terms(input: MethodInput): Record<string, LossTerm> {
  return { hard: { value: hardTerm(input), weight: 1 } };
}
