import { expect, it } from 'vitest';
import { defaultExperiment } from './defaults.ts';
import { editExperiment } from './edit.ts';
import { frontEndPresetChanges, frontEndPresetIds, frontEndPresetOf } from './front-end-presets.ts';
import { testCatalogs } from './testing/catalogs.ts';

const denoised = editExperiment(
  defaultExperiment,
  { 'frontEnd.denoise': 'wiener', 'frontEnd.deltas': 2 },
  testCatalogs,
);

it.each(frontEndPresetIds)('%s is valid, known again, and leaves alone what it does not define', (id) => {
  const { frontEnd } = editExperiment(denoised, frontEndPresetChanges(id), testCatalogs);
  expect(frontEndPresetOf(frontEnd)).toBe(id);
  expect(frontEnd).toMatchObject({ denoise: 'wiener', deltas: 2, normalise: 'global' });
  expect(frontEndPresetOf({ ...frontEnd, melBands: frontEnd.melBands + 1 })).toBeNull();
});
