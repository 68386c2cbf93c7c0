import type { Experiment } from './experiment.ts';
import { invalid } from './invalid.ts';
import { isInheritedName, isList, isObject, toJson, type Json, type JsonObject } from './json.ts';

/**
 * Every value of an experiment by its dotted path, trainings by id: `trainings.teacher.model.width`. Lists count as one
 * value; `trainings` itself is the list of ids.
 */
export function valuesByPath(experiment: Experiment): Map<string, Json> {
  const values = new Map<string, Json>();
  const visit = (path: string, value: Json): void => {
    if (!isObject(value)) values.set(path, value);
    else for (const [key, item] of Object.entries(value)) visit(path === '' ? key : `${path}.${key}`, item);
  };
  const { trainings, ...rest } = experiment;
  visit('', toJson(rest));
  values.set(
    'trainings',
    trainings.map(({ id }) => id),
  );
  for (const { id, ...training } of trainings) visit(`trainings.${id}`, toJson(training));
  return values;
}

/** A partial experiment made of values at paths. */
export interface PathPatch {
  /** With trainings as a list, ready to be laid over an experiment. */
  readonly patch: JsonObject;
  /** What stood at `trainings`: the ids of all trainings, in order. */
  readonly trainingIds: readonly Json[] | undefined;
}

/**
 * The reverse of {@link valuesByPath}, for some of the values.
 * @throws StudioError `experiment/invalid` for paths that contradict each other or that no experiment can have
 */
export function patchFromPaths(values: Iterable<readonly [path: string, value: Json]>): PathPatch {
  const root = new Map<string, Node>();
  let trainingIds: readonly Json[] | undefined;
  for (const [path, value] of values) {
    if (path !== 'trainings') place(root, path, value);
    else if (isList(value)) trainingIds = value;
    else throw invalid(path, 'wrong-type');
  }
  const { trainings, ...rest } = toObject(root);
  if (trainings === undefined) return { patch: rest, trainingIds };
  if (!isObject(trainings)) throw invalid('trainings', 'wrong-type');
  const list = Object.entries(trainings).map(([id, training]): Json => {
    if (!isObject(training)) throw invalid(`trainings.${id}`, 'wrong-type');
    if ('id' in training) throw invalid(`trainings.${id}.id`, 'unknown-key');
    return { id, ...training };
  });
  return { patch: { ...rest, trainings: list }, trainingIds };
}

/** While a tree is built its keys come from outside: maps have no prototype to reach for. */
type Node = Json | Map<string, Node>;

function place(root: Map<string, Node>, path: string, value: Json): void {
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  let node = root;
  for (const key of [...keys, last]) if (key === '' || isInheritedName(key)) throw invalid(path, 'unknown-key');
  for (const key of keys) {
    const next = node.get(key) ?? new Map<string, Node>();
    if (!(next instanceof Map)) throw invalid(path, 'wrong-type');
    node.set(key, next);
    node = next;
  }
  if (node.has(last)) throw invalid(path, 'duplicate');
  node.set(last, value);
}

function toObject(node: Map<string, Node>): JsonObject {
  return Object.fromEntries(
    [...node].map(([key, value]): [string, Json] => [key, value instanceof Map ? toObject(value) : value]),
  );
}
