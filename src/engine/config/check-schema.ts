import * as v from 'valibot';
import { experimentSchema, type Experiment } from './experiment.ts';
import { invalid, quote, type InvalidReason } from './invalid.ts';
import { isList, isObject, type Json } from './json.ts';

/** @throws StudioError `experiment/invalid` with the first field that does not fit the schema */
export function checkSchema(json: Json): Experiment {
  const result = v.safeParse(experimentSchema, json, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw invalid(fieldOf(issue.path ?? [], json), reasonOf(issue), {
    value: quote(issue.input),
    ...limitOf(issue),
  });
}

type Issue = v.BaseIssue<unknown>;

const reasons: Readonly<Record<string, InvalidReason>> = {
  min_value: 'out-of-range',
  max_value: 'out-of-range',
  min_length: 'out-of-range',
  max_length: 'too-long',
  check: 'not-an-integer',
  picklist: 'not-a-choice',
  literal: 'not-a-choice',
  variant: 'not-a-choice',
  regex: 'malformed',
};

function reasonOf({ type, expected, received }: Issue): InvalidReason {
  if (type === 'strict_object' && expected === 'never') return 'unknown-key';
  if (received === 'undefined') return 'missing';
  return reasons[type] ?? 'wrong-type';
}

function limitOf(issue: Issue): Record<string, number> {
  const limit = issue.requirement;
  if (typeof limit !== 'number') return {};
  if (issue.type.startsWith('min_')) return { min: limit };
  return issue.type.startsWith('max_') ? { max: limit } : {};
}

/** The dotted path of an issue, trainings by their id where they have one. */
function fieldOf(path: readonly { readonly key?: unknown }[], json: Json): string {
  const keys = path.map(({ key }) => String(key));
  const [first, index] = keys;
  if (first === 'trainings' && index !== undefined && isObject(json)) {
    const { trainings } = json;
    const training = isList(trainings) ? trainings[Number(index)] : undefined;
    if (isObject(training) && typeof training['id'] === 'string') keys[1] = training['id'];
  }
  return keys.join('.');
}
