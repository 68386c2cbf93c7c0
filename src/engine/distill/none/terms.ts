import type { LossTerm, MethodInput } from '../method.ts';

export function terms(input: MethodInput): Record<string, LossTerm> {
  return { hard: { value: input.labelLoss(), weight: 1 } };
}
