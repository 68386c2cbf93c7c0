import { describe, expect, it } from 'vitest';
import { methods } from '../distill/catalog.ts';
import { models } from '../models/catalog.ts';
import { checkSchema } from './check-schema.ts';
import { defaultExperiment } from './defaults.ts';
import {
  decodingFields,
  experimentFields,
  optimiserFields,
  plugInFields,
  taskFields,
  type Field,
  type NumberField,
} from './fields.ts';
import { toJson, isObject, type Json } from './json.ts';
import { layOver } from './merge.ts';
import { patchFromPaths, valuesByPath } from './paths.ts';

const fields: readonly Field[] = [
  ...experimentFields,
  ...taskFields,
  ...decodingFields,
  ...optimiserFields('teacher', 'teacher'),
  ...optimiserFields('alone', 'student'),
  ...optimiserFields('distilled', 'student'),
];
const numbers = fields.filter((field): field is NumberField => field.kind === 'number');

function accepts(path: string, value: Json): boolean {
  const base = toJson(defaultExperiment);
  if (!isObject(base)) throw new Error('the default is no object');
  try {
    checkSchema(layOver(base, patchFromPaths([[path, value]]).patch));
    return true;
  } catch {
    return false;
  }
}

describe('fields', () => {
  it.each(numbers.map((field) => [field.path, field] as const))('%s has the bounds of the schema', (path, field) => {
    expect(accepts(path, field.min)).toBe(true);
    expect(accepts(path, field.max)).toBe(true);
    expect(accepts(path, field.min - 1e-7)).toBe(false);
    expect(accepts(path, field.max + 1e-6)).toBe(false);
    expect(accepts(path, field.min + field.step / 3)).toBe(field.integer !== true);
    expect(accepts(path, null)).toBe(field.optional === true);
  });

  it.each(fields.flatMap((field) => (field.kind === 'number' ? [] : [[field.path, field] as const])))(
    '%s has the choices of the schema',
    (path, { kind, choices }) => {
      for (const value of choices) expect(accepts(path, kind === 'choices' ? [value] : value)).toBe(true);
      expect(accepts(path, kind === 'choices' ? ['nonsense'] : 'nonsense')).toBe(false);
    },
  );

  it('cover every value, but for what has a form of its own', () => {
    const apart =
      /^(version|preset|task\.kind|data\.unlabelled|data\.source\..*|trainings|.*\.(role|family|method\.id|teachers|data|optimiser\.name))$/;
    const students = /^trainings\.(alone|distilled)\.optimiser\.patience$/;
    const plugIns = defaultExperiment.trainings.flatMap(({ id, family, method }) => [
      ...plugInFields(models.get(family).params, id, 'teacher'),
      ...plugInFields(methods.get(method.id).params, id, 'method'),
    ]);
    const paths = [...fields, ...plugIns].map(({ path }) => path);
    const values = [...valuesByPath(defaultExperiment).keys()];
    expect(values.filter((path) => !apart.test(path) && !students.test(path)).sort()).toEqual(paths.sort());
  });
});
