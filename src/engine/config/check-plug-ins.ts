import type { ParamSpec, ParamValues } from '../core/param-spec.ts';
import { defaultsOf } from '../core/param-spec.ts';
import type { Catalogs } from './catalogs.ts';
import type { Experiment } from './experiment.ts';
import { invalid, quote } from './invalid.ts';

/**
 * Gives every training the settings of its family and its method that it leaves open.
 * @throws StudioError `experiment/invalid` for a family or method that does not exist, and for settings that are
 * unknown to it or out of its range
 */
export function completePlugIns(experiment: Experiment, { models, methods }: Catalogs): Experiment {
  const trainings = experiment.trainings.map((training) => {
    const { id, family, method } = training;
    const at = `trainings.${id}`;
    if (!models.has(family)) throw invalid(`${at}.family`, 'unknown-plug-in', { value: family });
    if (!methods.has(method.id)) throw invalid(`${at}.method.id`, 'unknown-plug-in', { value: method.id });
    const model = completed(models.get(family).params, training.model, `${at}.model`);
    const params = completed(methods.get(method.id).params, method.params, `${at}.method.params`);
    return { ...training, model, method: { ...method, params } };
  });
  return { ...experiment, trainings };
}

function completed(specs: readonly ParamSpec[], values: ParamValues, at: string): Record<string, number | string> {
  const byKey = new Map(specs.map((spec) => [spec.key, spec]));
  for (const [key, value] of Object.entries(values)) {
    const spec = byKey.get(key);
    if (!spec) throw invalid(`${at}.${key}`, 'unknown-key');
    checkValue(spec, value, `${at}.${key}`);
  }
  return { ...defaultsOf(specs), ...values };
}

function checkValue(spec: ParamSpec, value: number | string, field: string): void {
  if (spec.kind === 'choice') {
    if (typeof value !== 'string' || !spec.choices.includes(value))
      throw invalid(field, 'not-a-choice', { value: quote(value) });
    return;
  }
  if (typeof value !== 'number') throw invalid(field, 'wrong-type', { value: quote(value) });
  const { min, max, integer } = spec;
  if (value < min || value > max) throw invalid(field, 'out-of-range', { value, min, max });
  if (integer && !Number.isInteger(value)) throw invalid(field, 'not-an-integer', { value });
}
