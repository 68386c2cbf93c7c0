import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunSnapshot } from '../engine/experiment/snapshot.ts';
import { KeptRun } from './kept-run.ts';
import { sentenceExperiment, tinySentences } from './testing/tiny-sentences.ts';

let folder = '';
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'stillhouse-'))));
afterAll(() => rm(folder, { recursive: true }));

const neverTells = (sentence: string): never => {
  throw new Error(sentence);
};
const identity = { experiment: sentenceExperiment(), dataset: tinySentences(), seeds: [1, 2] };

function snapshotAt(secondsSpent: number): RunSnapshot {
  return {
    version: 1,
    runId: 'test',
    experiment: identity.experiment,
    datasetFingerprint: identity.dataset.fingerprint,
    seeds: identity.seeds,
    finishedSeeds: [],
    finished: {},
    checkpoints: {
      teacher: {
        version: 1,
        trainingId: 'teacher',
        step: 3,
        weights: Float32Array.of(1, 2),
        moment1: Float32Array.of(3),
        moment2: Float32Array.of(4),
        best: null,
        sinceBest: 0,
        knobs: {},
      },
    },
    knobs: {},
    curves: [],
    events: [],
    backend: null,
    secondsSpent,
  };
}

test('a run that is kept is read again, the newest of those that came', async () => {
  const kept = new KeptRun(join(folder, 'run'), neverTells);
  expect(await kept.read(identity)).toBeNull();
  await Promise.all([1, 2, 3].map((seconds) => kept.keep(snapshotAt(seconds))));
  expect(await kept.read(identity)).toEqual(snapshotAt(3));
  expect(await readdir(folder)).toEqual(['run']);
  await kept.remove();
  expect(await readdir(folder)).toEqual([]);
});

test('another run, and what is none, are refused', async () => {
  const kept = new KeptRun(join(folder, 'run'), neverTells);
  await kept.keep(snapshotAt(1));
  await expect(kept.read({ ...identity, seeds: [1] })).rejects.toThrow(/keeps another run/);
  const dataset = { ...identity.dataset, fingerprint: '0000000000000000' };
  await expect(kept.read({ ...identity, dataset })).rejects.toThrow(/keeps another run/);
  await writeFile(join(folder, 'run'), 'no run');
  await expect(kept.read(identity)).rejects.toThrow(/keeps no run/);
});

test('what cannot be written is told once and ends nothing; what cannot be read is not taken for nothing', async () => {
  const told: string[] = [];
  const place = join(folder, 'a-folder');
  await mkdir(place);
  const kept = new KeptRun(place, (sentence) => told.push(sentence));
  await kept.keep(snapshotAt(1));
  await kept.keep(snapshotAt(2));
  expect(told).toEqual([expect.stringMatching(/cannot be kept in .*a-folder.*It goes on\.$/)]);
  expect(await readdir(folder)).toEqual(['a-folder', 'run']);
  await expect(kept.read(identity)).rejects.toThrow(/a-folder cannot be read/);
});
