import { StudioError } from '../core/errors.ts';
import { invalid, quote } from './invalid.ts';
import type { JsonObject } from './json.ts';
import { addCleaningAndVariation } from './migrations/add-cleaning-and-variation.ts';
import { addTask } from './migrations/add-task.ts';

/** Turns a (partial) experiment of one version into one of the next. Must leave alone what it does not find. */
export type Migration = (experiment: JsonObject) => JsonObject;

/** How to come from version n to n + 1: entry n - 1. */
const migrations: readonly Migration[] = [addCleaningAndVariation, addTask];

/**
 * Brings a whole or partial experiment to the newest version. Without a version it is taken for the first one, which
 * links and files by hand may leave out.
 * @param steps the migrations, one for each version but the newest
 * @throws StudioError `experiment/newer-version` when it comes from a newer Stillhouse
 */
export function migrate(experiment: JsonObject, steps: readonly Migration[] = migrations): JsonObject {
  const newest = steps.length + 1;
  const { version = 1 } = experiment;
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1)
    throw invalid('version', 'not-a-choice', { value: quote(version) });
  if (version > newest) throw new StudioError('experiment/newer-version', { version, newest });
  return { ...steps.slice(version - 1).reduce((older, step) => step(older), experiment), version: newest };
}
