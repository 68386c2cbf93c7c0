import { describe, expect, it } from 'vitest';
import { EXPERIMENT_VERSION } from './experiment.ts';
import type { JsonObject } from './json.ts';
import { migrate, type Migration } from './migrate.ts';

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
