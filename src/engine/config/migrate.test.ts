import { describe, expect, it } from 'vitest';
import { defaultExperiment } from './defaults.ts';
import { EXPERIMENT_VERSION } from './experiment.ts';
import type { JsonObject } from './json.ts';
import { fromHash } from './link.ts';
import { migrate, type Migration } from './migrate.ts';
import { savedExperiment } from './saved-experiment.ts';
import { testCatalogs } from './testing/catalogs.ts';

/** Three invented versions: 1 called the seed `start`, 2 counted labels in shares of one. */
const invented: readonly Migration[] = [
  ({ start, ...rest }) => (start === undefined ? rest : { ...rest, seed: start }),
  ({ labels, ...rest }) => (typeof labels === 'number' ? { ...rest, labelShare: 100 * labels } : rest),
];

describe('migrations', () => {
  it.each<[string, JsonObject, JsonObject]>([
    ['from the first', { version: 1, start: 4, labels: 0.1 }, { version: 3, seed: 4, labelShare: 10 }],
    ['from the second', { version: 2, start: 4, labels: 0.1 }, { version: 3, start: 4, labelShare: 10 }],
    ['from the newest', { version: 3, labels: 0.1 }, { version: 3, labels: 0.1 }],
    ['without a version', { start: 4 }, { version: 3, seed: 4 }],
    ['of a partial one', { version: 1, preset: 'x' }, { version: 3, preset: 'x' }],
  ])('%s', (_, older, newest) => {
    expect(migrate(older, invented)).toEqual(newest);
  });

  it('lead to the version of the schema', () => {
    expect(migrate({})).toEqual({ version: EXPERIMENT_VERSION });
  });

  it('do not go back', () => {
    expect(() => migrate({ version: 4 }, invented)).toThrow(
      expect.objectContaining({ code: 'experiment/newer-version', params: { version: 4, newest: 3 } }),
    );
  });

  it.each([0, -1, 1.5, '1', null, true])('refuse %j as a version', (version) => {
    expect(() => migrate({ version })).toThrow(expect.objectContaining({ code: 'experiment/invalid' }));
  });
});

describe('an experiment of version 1', () => {
  const { frontEnd, data, ...rest } = defaultExperiment;
  const { kind, preEmphasis, denoise, windowMs, hopMs, melBands, coefficients, lowHz, highHz, deltas } = frontEnd;
  const older = {
    ...rest,
    version: 1,
    data: { source: data.source, labelShare: 10, teacherLabels: 'all', noise: data.noise },
    frontEnd: {
      kind,
      preEmphasis,
      denoise,
      windowMs,
      hopMs,
      melBands,
      coefficients,
      lowHz,
      highHz,
      deltas,
      normalise: 'global',
    },
    trainings: rest.trainings.filter(({ id }) => id !== 'distilled'),
  };

  it('does what it did, with the trainings that it had', () => {
    expect(savedExperiment(older)).toEqual({ ...defaultExperiment, trainings: older.trainings });
  });

  it('is refused for a key that it never had', () => {
    expect(() => savedExperiment({ ...older, frontEnd: { ...older.frontEnd, colour: 1 } })).toThrow(
      expect.objectContaining({ params: expect.objectContaining({ field: 'frontEnd.colour', reason: 'unknown-key' }) }),
    );
  });

  it('learns by what the data holds, as all did before tasks were named', () => {
    const { task: _, ...second } = { ...defaultExperiment, version: 2 };
    expect(savedExperiment(second)).toEqual(defaultExperiment);
    const linked = fromHash('v=2&preset=few-labels&data.labelShare=20', testCatalogs);
    expect(linked).toEqual({ ...linked, task: defaultExperiment.task, data: { ...linked.data, labelShare: 20 } });
  });

  it('is decoded greedily, as all were before there was a choice', () => {
    const { decoding: _, ...task } = defaultExperiment.task;
    expect(savedExperiment({ ...defaultExperiment, task })).toEqual(defaultExperiment);
    expect(fromHash('v=3&preset=sentences&task.symbols=words', testCatalogs).task).toEqual({
      ...defaultExperiment.task,
      kind: 'ctc',
      symbols: 'words',
    });
    expect(fromHash('v=3&preset=sentences&task.decoding.kind=beam', testCatalogs).task.decoding).toEqual({
      ...defaultExperiment.task.decoding,
      kind: 'beam',
    });
  });

  it('keeps its links', () => {
    const linked = fromHash('v=1&preset=noisy-room&frontEnd.kind=mfcc&data.noise.versions=3', testCatalogs);
    expect(linked).toMatchObject({ version: EXPERIMENT_VERSION, preset: 'noisy-room' });
    expect(linked.frontEnd).toEqual({ ...defaultExperiment.frontEnd, kind: 'mfcc' });
    expect(linked.data.augment).toEqual(defaultExperiment.data.augment);
  });
});
