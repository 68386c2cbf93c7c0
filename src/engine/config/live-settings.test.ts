import fc from 'fast-check';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { defaultLiveSettings, liveFields, liveSettingsSchema, withLiveSetting } from './live-settings.ts';

test('every setting has its field, and any value of a field is one of the schema', () => {
  expect(liveFields.map(({ key }) => key).toSorted()).toEqual(Object.keys(defaultLiveSettings).toSorted());
  for (const { key, min, max } of liveFields) {
    expect(defaultLiveSettings[key]).toBeGreaterThanOrEqual(min);
    expect(defaultLiveSettings[key]).toBeLessThanOrEqual(max);
    for (const value of [min, max]) expect(v.is(liveSettingsSchema, { [key]: value }), `${key} ${value}`).toBe(true);
  }
});

test('whatever is set in whichever order, the lower of two stays below the upper, and what was set is as it was set', () => {
  const change = fc
    .constantFrom(...liveFields)
    .chain(({ key, min, max }) => fc.record({ key: fc.constant(key), value: fc.double({ min, max, noNaN: true }) }));
  fc.assert(
    fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
      let settings = defaultLiveSettings;
      for (const { key, value } of changes) {
        settings = withLiveSetting(settings, key, value);
        expect(settings[key]).toBe(value);
        expect(settings.closeDb).toBeLessThanOrEqual(settings.openDb);
        expect(settings.leastMs).toBeLessThanOrEqual(settings.mostMs);
        expect(v.is(liveSettingsSchema, settings)).toBe(true);
      }
    }),
  );
});
