import * as v from 'valibot';
import { StudioError } from '../core/errors.ts';
import type { Catalogs } from './catalogs.ts';
import { completePlugIns } from './check-plug-ins.ts';
import { checkRules } from './check-rules.ts';
import { checkSchema } from './check-schema.ts';
import { defaultExperiment } from './defaults.ts';
import { experimentSchema, type Experiment } from './experiment.ts';
import { invalid, quote } from './invalid.ts';
import { isList, isObject, toJson, type Json, type JsonObject } from './json.ts';
import { layOver } from './merge.ts';
import { migrate } from './migrate.ts';
import { presets } from './presets/catalog.ts';

/**
 * The experiment that is meant by a whole or partial one: an older version is migrated, a partial one laid over its
 * preset (over the default if it names none), settings left open take the plug-ins' defaults, and the result is checked.
 * @param given anything from outside
 * @throws StudioError `experiment/invalid`, `experiment/newer-version`, `experiment/unknown-preset`
 */
export function resolveExperiment(given: unknown, catalogs: Catalogs): Experiment {
  const patch = migrate(toJsonObject(given));
  const preset = presetJson(patch['preset']);
  // A whole experiment stands as it is: laid over its preset, it would get back the trainings that were taken out.
  return checked(v.is(experimentSchema, patch) ? patch : layOver(preset, patch), catalogs);
}

/** @throws StudioError `experiment/unknown-preset` */
export function presetExperiment(preset: string, catalogs: Catalogs): Experiment {
  return resolveExperiment({ preset }, catalogs);
}

/**
 * Lays a partial experiment over a whole one and checks the result.
 * @param trainingIds the trainings that the result has, in order; by default those of `base`, then new ones
 * @throws StudioError `experiment/invalid`
 */
export function patchExperiment(
  base: Experiment,
  patch: JsonObject,
  catalogs: Catalogs,
  trainingIds?: readonly Json[],
): Experiment {
  const whole = layOver(toJsonObject(base), patch);
  if (!trainingIds) return checked(whole, catalogs);
  return checked({ ...whole, trainings: pick(whole['trainings'], trainingIds) }, catalogs);
}

function checked(json: JsonObject, catalogs: Catalogs): Experiment {
  const experiment = completePlugIns(checkSchema(json), catalogs);
  checkRules(experiment, catalogs);
  return experiment;
}

function presetJson(preset: Json | undefined): JsonObject {
  const id = preset ?? defaultExperiment.preset;
  if (typeof id !== 'string' || !presets.has(id))
    throw new StudioError('experiment/unknown-preset', { preset: quote(id) });
  return layOver({ ...toJsonObject(defaultExperiment), preset: id }, toJsonObject(presets.get(id).changes));
}

function pick(trainings: Json | undefined, ids: readonly Json[]): Json {
  return ids.map((id) => {
    const found = isList(trainings) && trainings.find((training) => isObject(training) && training['id'] === id);
    if (!found) throw invalid('trainings', 'unknown-training', { value: quote(id) });
    return found;
  });
}

function toJsonObject(value: unknown): JsonObject {
  const json = toJson(value);
  if (!isObject(json)) throw invalid('experiment', 'wrong-type', { value: quote(json) });
  return json;
}
