import type { JsonObject } from '../json.ts';

/**
 * Whether an experiment says all of what it is. A part of one takes what it leaves open from the preset that it is laid
 * over: a setting that its version did not know yet has to stay open.
 */
export function isWhole(experiment: JsonObject): boolean {
  return ['data', 'frontEnd', 'trainings'].every((key) => experiment[key] !== undefined);
}
