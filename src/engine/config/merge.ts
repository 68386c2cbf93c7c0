import { isList, isObject, type Json, type JsonObject } from './json.ts';

/**
 * Lays a partial experiment over a whole one. Objects merge key by key, lists replace, trainings merge by id (new ones
 * are appended). What belongs to one choice does not survive another: a new family starts without the old one's
 * settings, and so do a new method and a new source of data. Both sides are plain data, see `toJson`.
 */
export function layOver(base: JsonObject, patch: JsonObject): JsonObject {
  const { trainings, ...rest } = patch;
  const merged = mergeObjects(withoutOldSource(base, patch), rest);
  if (trainings === undefined) return merged;
  return { ...merged, trainings: mergeTrainings(base['trainings'], trainings) };
}

function mergeObjects(base: JsonObject, patch: JsonObject): JsonObject {
  const merged: Record<string, Json> = { ...base };
  for (const [key, value] of Object.entries(patch)) {
    const old = merged[key];
    merged[key] = isObject(old) && isObject(value) ? mergeObjects(old, value) : value;
  }
  return merged;
}

function withoutOldSource(base: JsonObject, patch: JsonObject): JsonObject {
  const { data } = base;
  if (!isObject(data) || !isObject(patch['data'])) return base;
  return differs(data['source'], patch['data']['source'], 'kind') ? { ...base, data: { ...data, source: {} } } : base;
}

function mergeTrainings(base: Json | undefined, patch: Json): Json {
  if (!isList(base) || !isList(patch)) return patch;
  const merged: Json[] = [...base];
  const touched = new Set<number>();
  for (const training of patch) {
    const at = isObject(training) ? merged.findIndex((old) => isObject(old) && old['id'] === training['id']) : -1;
    const old = merged[at];
    // A second entry of the same id is appended, so that the check for duplicates sees it.
    if (!isObject(training)) merged.push(training);
    else if (!isObject(old) || touched.has(at))
      merged.push(mergeObjects({ model: {}, method: { params: {} } }, training));
    else merged[at] = mergeObjects(withoutOldPlugIns(old, training), training);
    touched.add(at === -1 ? merged.length - 1 : at);
  }
  return merged;
}

function withoutOldPlugIns(training: JsonObject, patch: JsonObject): JsonObject {
  const kept: Record<string, Json> = { ...training };
  if (differs(training, patch, 'family')) kept['model'] = {};
  if (differs(training['method'], patch['method'], 'id')) kept['method'] = { params: {} };
  return kept;
}

function differs(base: Json | undefined, patch: Json | undefined, key: string): boolean {
  return isObject(base) && isObject(patch) && patch[key] !== undefined && patch[key] !== base[key];
}

/** The path of the choice that a setting belongs to: when that changes, {@link layOver} lets go of the setting. */
export function choiceOver(path: string): string | null {
  const [, training, part] = /^(trainings\.[^.]+)\.(model|method\.params)\./.exec(path) ?? [];
  if (training === undefined) return null;
  return `${training}.${part === 'model' ? 'family' : 'method.id'}`;
}
