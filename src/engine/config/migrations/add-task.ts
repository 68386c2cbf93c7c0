import type { JsonObject } from '../json.ts';
import { isWhole } from './is-whole.ts';

/** Words were all that could be learnt; which is what `auto` makes of their data. */
const task: JsonObject = {
  kind: 'auto',
  symbols: 'characters',
  case: 'lower',
  punctuation: 'remove',
  digits: 'keep',
};

/** From version 2 to 3. */
export function addTask(experiment: JsonObject): JsonObject {
  return isWhole(experiment) ? { task, ...experiment } : experiment;
}
