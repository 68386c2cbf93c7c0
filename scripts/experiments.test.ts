import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { resolveExperiment } from '../src/engine/config/resolve.ts';
import { methods } from '../src/engine/distill/catalog.ts';
import { models } from '../src/engine/models/catalog.ts';

const folder = new URL('../docs/experiments/', import.meta.url);

test('the experiments that the README runs are experiments, of a preset with something else', () => {
  const files = readdirSync(folder);
  expect(files.length).toBeGreaterThan(0);
  for (const file of files) {
    const given = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as { readonly preset: string };
    const experiment = resolveExperiment(given, { models, methods });
    expect(experiment.preset, file).toBe(given.preset);
    expect(experiment, file).not.toEqual(resolveExperiment({ preset: given.preset }, { models, methods }));
    expect(readFileSync(new URL('../README.md', import.meta.url), 'utf8')).toContain(`docs/experiments/${file}`);
  }
});
