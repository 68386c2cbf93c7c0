import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultExperiment } from './defaults.ts';
import { EXPERIMENT_VERSION, type Experiment } from './experiment.ts';
import { presets } from './presets/catalog.ts';
import { patchExperiment, presetExperiment, resolveExperiment } from './resolve.ts';
import { arbitraryExperiment } from './testing/arbitrary-experiment.ts';
import { testCatalogs } from './testing/catalogs.ts';

const resolve = (given: unknown): Experiment => resolveExperiment(given, testCatalogs);
const invalid = (field: string, reason: string) =>
  expect.objectContaining({ code: 'experiment/invalid', params: expect.objectContaining({ field, reason }) });
const training = (id: string, changes: object) => ({ trainings: [{ id, ...changes }] });
const trainingOf = (experiment: Experiment, id: string) => experiment.trainings.find((each) => each.id === id);

describe('an experiment from outside', () => {
  it('is the default one when it says nothing', () => {
    expect(resolve({})).toEqual(defaultExperiment);
  });

  it('is a preset with changes', () => {
    const experiment = resolve({ preset: 'dnn-to-dnn', seed: 7, ...training('teacher', { model: { width: 128 } }) });
    expect(experiment).toMatchObject({ preset: 'dnn-to-dnn', seed: 7, data: { labelShare: 20 } });
    expect(trainingOf(experiment, 'teacher')?.model).toEqual({
      ...trainingOf(defaultExperiment, 'teacher')?.model,
      width: 128,
    });
    expect(trainingOf(experiment, 'alone')?.model['width']).toBe(16);
  });

  it('starts a new family and a new method from their own defaults', () => {
    const student = { family: 'gru', model: { depth: 1 } };
    const experiment = resolve({ trainings: [{ id: 'alone', ...student }, { id: 'distilled', ...student }] }); // prettier-ignore
    expect(trainingOf(experiment, 'alone')?.model).toEqual({ width: 64, depth: 1, dropout: 0, cell: 'gated' });
    const taughtTeacher = { method: { id: 'hinton' }, teachers: ['guru'] };
    const guru = { ...trainingOf(defaultExperiment, 'teacher'), id: 'guru' };
    expect(trainingOf(resolve({ trainings: [guru, { id: 'teacher', ...taughtTeacher }] }), 'teacher')?.method).toEqual({
      id: 'hinton',
      params: { temperature: 4, alpha: 0.9 },
    });
  });

  it('keeps what its preset says and it leaves open, with a version or without', () => {
    for (const version of [{}, { version: 1 }, { version: 2 }, { version: EXPERIMENT_VERSION }]) {
      const { task, data } = resolve({ ...version, preset: 'sentences', data: { labelShare: 30 } });
      const { changes } = presets.get('sentences');
      expect(task).toMatchObject(changes.task!);
      expect(data).toMatchObject({ ...changes.data, labelShare: 30 });
    }
  });

  it('stands as it is when it is whole, also with fewer trainings than its preset', () => {
    const [teacher, alone, distilled] = defaultExperiment.trainings;
    const renamed = { ...defaultExperiment, trainings: [teacher, alone, { ...distilled, id: 'taught' }] };
    expect(resolve(renamed)).toEqual(renamed);
    fc.assert(
      fc.property(arbitraryExperiment, (experiment) => {
        expect(resolve(JSON.parse(JSON.stringify(experiment)))).toEqual(experiment);
      }),
    );
  });

  it('is not changed by what is resolved from it later', () => {
    const before = structuredClone(defaultExperiment);
    const experiment = resolve({ data: { noise: { kinds: ['hum'] } } });
    expect(experiment.data.noise.kinds).toEqual(['hum']);
    expect(defaultExperiment).toEqual(before);
  });

  it('must name a preset that exists', () => {
    const unknown = (preset: string) =>
      expect.objectContaining({ code: 'experiment/unknown-preset', params: { preset } });
    expect(() => resolve({ preset: 'best' })).toThrow(unknown('best'));
    expect(() => resolve({ preset: 3 })).toThrow(unknown('3'));
    expect(() => resolve({ preset: 'constructor' })).toThrow(unknown('constructor'));
    expect(() => resolve({ ...defaultExperiment, preset: 'best' })).toThrow(unknown('best'));
  });

  it('must not come from a newer version', () => {
    expect(() => resolve({ version: EXPERIMENT_VERSION + 1 })).toThrow(
      expect.objectContaining({ code: 'experiment/newer-version' }),
    );
  });

  it.each<[string, string, unknown]>([
    ['experiment', 'wrong-type', 'few-labels'],
    ['experiment', 'wrong-type', [1]],
    ['data.labelShares', 'unknown-key', { data: { labelShares: 10 } }],
    ['data.labelShare', 'out-of-range', { data: { labelShare: 0 } }],
    ['data.labelShare', 'out-of-range', { data: { labelShare: 101 } }],
    ['data.labelShare', 'wrong-type', { data: { labelShare: '10' } }],
    ['data.noise.kinds.0', 'not-a-choice', { data: { noise: { kinds: ['loud'] } } }],
    ['data.noise.kinds', 'duplicate', { data: { noise: { kinds: ['hum', 'hum'] } } }],
    ['data.noise.snrDbMin', 'min-over-max', { data: { noise: { snrDbMin: 20 } } }],
    ['data.source.fingerprint', 'missing', { data: { source: { kind: 'own', name: 'mine' } } }],
    ['data.source.kind', 'not-a-choice', { data: { source: { kind: 'web' } } }],
    ['seed', 'not-an-integer', { seed: 1.5 }],
    ['seed', 'wrong-type', { seed: NaN }],
    ['seed', 'wrong-type', { seed: () => 1 }],
    ['frontEnd.lowHz', 'min-over-max', { frontEnd: { lowHz: 2000, highHz: 1500 } }],
    ['frontEnd.hopMs', 'hop-over-window', { frontEnd: { hopMs: 30 } }],
    ['frontEnd.coefficients', 'more-than-mel-bands', { frontEnd: { kind: 'mfcc', coefficients: 41 } }],
    ['trainings', 'wrong-type', { trainings: 3 }],
    ['trainings.teacher.optimiser.steps', 'out-of-range', training('teacher', { optimiser: { steps: 0 } })],
    [
      'trainings.teacher.optimiser.warmupSteps',
      'over-steps',
      training('teacher', { optimiser: { warmupSteps: 2000 } }),
    ],
    ['trainings.alone.optimiser.patience', 'student-stops-early', training('alone', { optimiser: { patience: 3 } })],
    ['trainings.teacher.family', 'unknown-plug-in', training('teacher', { family: 'transformer' })],
    ['trainings.teacher.family', 'unknown-plug-in', training('teacher', { family: 'constructor' })],
    ['trainings.teacher.model.heads', 'unknown-key', training('teacher', { model: { heads: 4 } })],
    ['trainings.teacher.model.width', 'out-of-range', training('teacher', { model: { width: 4096 } })],
    ['trainings.teacher.model.width', 'not-an-integer', training('teacher', { model: { width: 10.5 } })],
    ['trainings.teacher.model.width', 'wrong-type', training('teacher', { model: { width: 'wide' } })],
    ['trainings.teacher.model.cell', 'not-a-choice', training('teacher', { family: 'gru', model: { cell: 'odd' } })],
    ['trainings.distilled.method.id', 'unknown-plug-in', training('distilled', { method: { id: 'magic' } })],
    [
      'trainings.distilled.method.params.alpha',
      'out-of-range',
      training('distilled', { method: { params: { alpha: 2 } } }),
    ],
    ['trainings.distilled.teachers', 'unknown-training', training('distilled', { teachers: ['nobody'] })],
    ['trainings.distilled.teachers', 'needs-teacher', training('distilled', { teachers: [] })],
    ['trainings.distilled.teachers', 'duplicate', training('distilled', { teachers: ['teacher', 'teacher'] })],
    ['trainings.distilled.teachers', 'too-long', training('distilled', { teachers: ['teacher', 'alone'] })],
    ['trainings.alone.teachers', 'teacher-unused', training('alone', { teachers: ['teacher'] })],
    ['trainings.distilled.teachers', 'cycle', training('distilled', { teachers: ['distilled'] })],
    ['trainings.teacher.teachers', 'cycle', training('teacher', { method: { id: 'hinton' }, teachers: ['distilled'] })],
    [
      'trainings.teacher.teachers',
      'taught-by-student',
      training('teacher', { method: { id: 'hinton' }, teachers: ['alone'] }),
    ],
    ['trainings.distilled.family', 'students-differ', training('distilled', { family: 'gru' })],
    ['trainings.distilled.model.width', 'students-differ', training('alone', { model: { width: 9 } })],
    ['trainings.distilled.optimiser.steps', 'students-differ', training('distilled', { optimiser: { steps: 2000 } })],
    ['trainings', 'duplicate', { trainings: [{ id: 'alone' }, { id: 'alone', ...defaultExperiment.trainings[1] }] }],
    ['trainings.third.role', 'missing', training('third', {})],
    ['trainings.3.id', 'missing', { trainings: [{}] }],
  ])('is refused: %s is %s', (field, reason, given) => {
    expect(() => resolve(given)).toThrow(invalid(field, reason));
  });

  it('lets a student in the middle differ from those that are compared', () => {
    const [, , distilled] = defaultExperiment.trainings;
    const assistant = { ...distilled, id: 'assistant', model: { width: 64 } };
    const experiment = resolve({ trainings: [assistant, { id: 'distilled', teachers: ['assistant'] }] });
    expect(experiment.trainings.map(({ id }) => id)).toEqual(['teacher', 'alone', 'distilled', 'assistant']);
  });

  it('is refused when nothing can be compared', () => {
    const [teacher, alone] = defaultExperiment.trainings;
    expect(() => resolve({ ...defaultExperiment, trainings: [teacher, alone] })).toThrow(
      invalid('trainings', 'nothing-to-compare'),
    );
  });

  it.each([
    '{"__proto__": {"polluted": true}}',
    '{"data": {"__proto__": {"labelShare": 50}}}',
    '{"trainings": [{"id": "teacher", "model": {"__proto__": 3}}]}',
    '{"constructor": {"prototype": {"polluted": true}}}',
    '{"data": {"toString": 1}}',
    '{"trainings": [{"id": "teacher", "method": {"id": "none", "params": {"hasOwnProperty": 1}}}]}',
  ])('cannot reach for a prototype: %s', (text) => {
    expect(() => resolve(JSON.parse(text))).toThrow(expect.objectContaining({ code: 'experiment/invalid' }));
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  it('is refused, not followed, when it is huge, deep or circular', () => {
    const circular: Record<string, unknown> = {};
    circular['data'] = circular;
    const deep: unknown = JSON.parse('{"data":'.repeat(5000) + '1' + '}'.repeat(5000));
    for (const given of [circular, deep, { trainings: new Array(100_000).fill({ id: 'x' }) }]) {
      expect(() => resolve(given)).toThrow(expect.objectContaining({ code: 'experiment/invalid' }));
    }
  });

  it('is valid or refused with a code, whatever it is', () => {
    fc.assert(
      fc.property(fc.anything(), (given) => {
        try {
          resolve(given);
        } catch (error) {
          expect(error).toMatchObject({ code: expect.stringMatching(/^experiment\//) });
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('presets', () => {
  it.each(presets.all.map(({ id }) => id))('%s is a valid experiment', (id) => {
    expect(presetExperiment(id, testCatalogs)).toMatchObject({ preset: id, version: EXPERIMENT_VERSION });
  });
});

describe('a patch', () => {
  it('is laid over any experiment, and may say which trainings remain', () => {
    const patch = training('distilled', { model: { width: 8 } });
    const kept = patchExperiment(defaultExperiment, patch, testCatalogs, ['alone', 'teacher', 'distilled']);
    expect(kept.trainings.map(({ id }) => id)).toEqual(['alone', 'teacher', 'distilled']);
    expect(() => patchExperiment(defaultExperiment, {}, testCatalogs, ['teacher', 'ghost'])).toThrow(
      invalid('trainings', 'unknown-training'),
    );
  });
});
