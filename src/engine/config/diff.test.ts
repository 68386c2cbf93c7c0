import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultExperiment } from './defaults.ts';
import { differences } from './diff.ts';
import { editExperiment } from './edit.ts';
import { arbitraryExperiment } from './testing/arbitrary-experiment.ts';
import { testCatalogs } from './testing/catalogs.ts';

const [teacher, alone, taught] = defaultExperiment.trainings;
const edit = (changes: Parameters<typeof editExperiment>[1]) =>
  editExperiment(defaultExperiment, changes, testCatalogs);

describe('differences', () => {
  it('are named by path, trainings by id, lists as one value', () => {
    const changes = { 'data.noise.kinds': ['hum'], 'trainings.distilled.method.params.alpha': 0.5 };
    expect(differences(edit(changes), defaultExperiment)).toEqual([
      { path: 'data.noise.kinds', from: defaultExperiment.data.noise.kinds, to: ['hum'] },
      { path: 'trainings.distilled.method.params.alpha', from: taught?.method.params['alpha'], to: 0.5 },
    ]);
  });

  it('have one side only where the other lacks the value', () => {
    const trainings = defaultExperiment.trainings.filter(({ id }) => id !== 'alone');
    const without = differences({ ...defaultExperiment, trainings }, defaultExperiment);
    expect(without).toContainEqual({
      path: 'trainings',
      from: ['teacher', 'alone', 'distilled'],
      to: ['teacher', 'distilled'],
    });
    expect(without).toContainEqual({ path: 'trainings.alone.model.width', from: alone?.model['width'], to: undefined });
  });

  it('are none between equals, and turn one into the other', () => {
    fc.assert(
      fc.property(arbitraryExperiment, arbitraryExperiment, (experiment, base) => {
        expect(differences(experiment, experiment)).toEqual([]);
        const there = differences(experiment, base).map(({ path, from, to }) => ({ path, from: to, to: from }));
        const back = differences(base, experiment);
        expect(new Set(back.map(({ path }) => path))).toEqual(new Set(there.map(({ path }) => path)));
        for (const difference of back) expect(there).toContainEqual(difference);
      }),
      { numRuns: 50 },
    );
  });
});

describe('edits', () => {
  it('change both students at once', () => {
    const edited = edit({ 'trainings.alone.model.width': 12, 'trainings.distilled.model.width': 12 });
    expect(edited.trainings.map(({ model }) => model['width'])).toEqual([teacher?.model['width'], 12, 12]);
    expect(alone?.model['width']).not.toBe(12);
  });

  it('are checked', () => {
    expect(() => edit({ 'data.labelShare': 300 })).toThrow(expect.objectContaining({ code: 'experiment/invalid' }));
    expect(() => edit({ 'trainings.alone.model.width': 12 })).toThrow(
      expect.objectContaining({ code: 'experiment/invalid' }),
    );
  });
});
