import { isObject, type JsonObject } from '../json.ts';

/** Words were all that could be learnt; which is what `auto` makes of their data. */
const task: JsonObject = {
  kind: 'auto',
  symbols: 'characters',
  case: 'lower',
  punctuation: 'remove',
  digits: 'keep',
};

/** From version 2 to 3. What names no data is a part of an experiment, which takes its task from the rest. */
export function addTask(experiment: JsonObject): JsonObject {
  return isObject(experiment['data']) ? { task, ...experiment } : experiment;
}
