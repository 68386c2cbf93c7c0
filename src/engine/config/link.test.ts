import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultExperiment } from './defaults.ts';
import { editExperiment } from './edit.ts';
import type { Experiment } from './experiment.ts';
import { fromHash, toHash } from './link.ts';
import { presets } from './presets/catalog.ts';
import { presetExperiment } from './resolve.ts';
import { arbitraryExperiment } from './testing/arbitrary-experiment.ts';
import { testCatalogs } from './testing/catalogs.ts';

const read = (hash: string): Experiment => fromHash(hash, testCatalogs);
const write = (experiment: Experiment): string => toHash(experiment, testCatalogs);
const refused = (field: string, reason?: string) =>
  expect.objectContaining({
    code: 'experiment/invalid',
    params: expect.objectContaining(reason === undefined ? { field } : { field, reason }),
  });

describe('the link', () => {
  it('says only what differs from the preset', () => {
    expect(write(defaultExperiment)).toBe('v=3&preset=few-labels');
    const changes = {
      seed: 3,
      'data.labelShare': 20,
      'trainings.teacher.model.width': 128,
      'data.noise.kinds': ['hum'],
    };
    const experiment = editExperiment(defaultExperiment, changes, testCatalogs);
    expect(write(experiment)).toBe(
      'v=3&preset=few-labels&seed=3&data.labelShare=20&data.noise.kinds=hum,&trainings.teacher.model.width=128',
    );
    expect(read(`#${write(experiment)}`)).toEqual(experiment);
  });

  it.each(presets.all.map(({ id }) => id))('of %s is just its name', (id) => {
    const experiment = presetExperiment(id, testCatalogs);
    expect(write(experiment)).toBe(`v=3&preset=${id}`);
    expect(read(`preset=${id}`)).toEqual(experiment);
  });

  it('is the default experiment when it is empty', () => {
    expect(read('')).toEqual(defaultExperiment);
    expect(read('#')).toEqual(defaultExperiment);
  });

  it('names every setting of a family that was changed', () => {
    const width = testCatalogs.models.get('gru').params.find(({ key }) => key === 'width');
    const teacher = presetExperiment('few-labels', testCatalogs).trainings[0];
    expect(width?.default).not.toBe(teacher?.model['width']);
    const changes = { 'trainings.teacher.family': 'gru', 'trainings.teacher.model.width': 256 };
    const experiment = editExperiment(defaultExperiment, changes, testCatalogs);
    expect(write(experiment)).toContain('trainings.teacher.model.width=256');
    expect(read(write(experiment))).toEqual(experiment);
  });

  it('comes back as it was, whatever the experiment', () => {
    fc.assert(
      fc.property(arbitraryExperiment, (experiment) => {
        const hash = write(experiment);
        expect(hash).toMatch(/^[\w\-.~%=&,!'()*]*$/);
        expect(read(hash)).toEqual(experiment);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['v=4', 'experiment/newer-version'],
    ['v=4&brandNew=1', 'experiment/newer-version'],
    ['v=1&preset=best', 'experiment/unknown-preset'],
    ['preset=7', 'experiment/unknown-preset'],
    ['preset=__proto__', 'experiment/unknown-preset'],
  ])('%s ends in %s', (hash, code) => {
    expect(() => read(hash)).toThrow(expect.objectContaining({ code }));
  });

  it.each([
    ['v=one', 'version', undefined],
    ['v=1.5', 'version', undefined],
    ['version=1', 'version', 'unknown-key'],
    ['colour=red', 'colour', 'unknown-key'],
    ['data.labelShare=10&data.labelShare=20', 'data.labelShare', 'duplicate'],
    ['data.labelShare=ten', 'data.labelShare', 'wrong-type'],
    ['data.labelShare=', 'data.labelShare', 'malformed'],
    ['data.labelShare=1e999', 'data.labelShare', 'malformed'],
    ['data.labelShare=007', 'data.labelShare', 'malformed'],
    ['data.labelShare=null', 'data.labelShare', 'wrong-type'],
    ['data=3&data.labelShare=20', 'data.labelShare', 'wrong-type'],
    ['data.labelShare=20&data=3', 'data', 'duplicate'],
    ['data.noise.kinds=hum', 'data.noise.kinds', 'wrong-type'],
    ['data.noise.kinds=["hum"', 'data.noise.kinds', 'malformed'],
    ['data.noise.kinds={"a":1}', 'data.noise.kinds', 'malformed'],
    ['__proto__=1', '__proto__', 'unknown-key'],
    ['__proto__.polluted=1', '__proto__.polluted', 'unknown-key'],
    ['data.__proto__.polluted=1', 'data.__proto__.polluted', 'unknown-key'],
    ['trainings.__proto__.model.width=3', 'trainings.__proto__.model.width', 'unknown-key'],
    ['trainings.teacher.model.constructor=3', 'trainings.teacher.model.constructor', 'unknown-key'],
    ['trainings.teacher.model.wide=3', 'trainings.teacher.model.wide', 'unknown-key'],
    ['trainings.teacher.id=boss', 'trainings.teacher.id', 'unknown-key'],
    ['trainings=teacher,boss', 'trainings', 'unknown-training'],
    ['trainings=7', 'trainings', 'wrong-type'],
    ['trainings.teacher=7', 'trainings.teacher', 'wrong-type'],
    ['data..labelShare=7', 'data..labelShare', 'unknown-key'],
    ['seed', 'link', 'malformed'],
    ['=3', 'link', 'malformed'],
    ['seed=3&', 'link', 'malformed'],
    ['seed=%E0%A4%A', 'seed', 'malformed'],
    ['%E0%A4%A=1', '%E0%A4%A', 'malformed'],
    [`seed=3&data.source.name=${'x'.repeat(70_000)}`, 'link', 'too-long'],
    ['trainings.distilled.model.width=16', 'trainings.distilled.model.width', 'students-differ'],
  ])('%.60s is refused, naming %s', (hash, field, reason) => {
    expect(() => read(hash)).toThrow(refused(field, reason));
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  it('is read or refused with a code, whatever it is', () => {
    const key = fc.oneof(
      fc.constantFrom(
        'v',
        'preset',
        'seed',
        'data',
        'data.noise',
        'trainings',
        'trainings.teacher.model.width',
        '__proto__',
      ),
      fc.string(),
    );
    const value = fc.oneof(fc.constantFrom('1', 'few-labels', 'null', '[[[', '{}', ',', '-0', '1e400'), fc.string());
    const pairs = fc.array(fc.tuple(key, value), { maxLength: 6 });
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          pairs.map((list) => list.map((pair) => pair.join('=')).join('&')),
        ),
        (hash) => {
          try {
            read(hash);
          } catch (error) {
            expect(error).toMatchObject({ code: expect.stringMatching(/^experiment\//) });
          }
        },
      ),
      { numRuns: 2000 },
    );
  });
});
