import { describe, expect, it } from 'vitest';
import { layOver } from './merge.ts';

const base = {
  data: { source: { kind: 'own', name: 'mine', fingerprint: 'ab' }, noise: { kinds: ['white', 'hum'], versions: 6 } },
  trainings: [
    { id: 'teacher', family: 'dnn', model: { width: 256, depth: 2 }, method: { id: 'none', params: {} } },
    { id: 'distilled', family: 'dnn', model: { width: 8 }, method: { id: 'hinton', params: { alpha: 0.9 } } },
  ],
};

describe('laying a partial experiment over a whole one', () => {
  it('merges objects, replaces lists, and leaves the base alone', () => {
    const before = structuredClone(base);
    expect(layOver(base, { data: { noise: { kinds: ['pink'] } } })).toEqual({
      ...base,
      data: { ...base.data, noise: { kinds: ['pink'], versions: 6 } },
    });
    expect(base).toEqual(before);
  });

  it('merges trainings by id and appends new ones', () => {
    const merged = layOver(base, { trainings: [{ id: 'distilled', model: { width: 16 } }, { id: 'third' }] });
    expect(merged['trainings']).toEqual([
      base.trainings[0],
      { ...base.trainings[1], model: { width: 16 } },
      { id: 'third', model: {}, method: { params: {} } },
    ]);
  });

  it('forgets the settings of a family, method or source that was replaced', () => {
    const merged = layOver(base, {
      data: { source: { kind: 'pack' } },
      trainings: [
        { id: 'teacher', family: 'gru', model: { width: 48 } },
        { id: 'distilled', method: { id: 'none' } },
      ],
    });
    expect(merged).toEqual({
      data: { source: { kind: 'pack' }, noise: base.data.noise },
      trainings: [
        { ...base.trainings[0], family: 'gru', model: { width: 48 } },
        { ...base.trainings[1], method: { id: 'none', params: {} } },
      ],
    });
  });

  it('keeps them when the same choice is named again', () => {
    const again = {
      data: { source: { kind: 'own' } },
      trainings: [{ id: 'teacher', family: 'dnn', method: { id: 'none' } }],
    };
    expect(layOver(base, again)).toEqual(base);
  });

  it('does not fold two entries of one id into one', () => {
    const twice = layOver(base, { trainings: [{ id: 'teacher' }, { id: 'teacher' }] })['trainings'];
    expect(twice).toHaveLength(3);
  });
});
