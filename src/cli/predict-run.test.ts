import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { wavBytes } from '../engine/data/testing/wav-bytes.ts';
import { noisyVersions } from '../engine/config/noisy-versions.ts';
import { planRun } from '../engine/experiment/plan-run.ts';
import { listFolder } from './load-folder.ts';
import { predictRun } from './predict-run.ts';
import { tinyCorpus, tinyExperiment } from './testing/tiny-corpus.ts';
import { sentenceExperiment, tinySentences } from './testing/tiny-sentences.ts';

let folder = '';
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'stillhouse-'))));
afterEach(() => rm(folder, { recursive: true }));

const options = { backend: 'simd', threads: 2 };

test(
  'words: time measured here, the room of samples and of the features that are kept',
  { timeout: 60_000 },
  async () => {
    const { utterances, pcm } = tinyCorpus();
    for (const [i, { label, speaker, audio }] of utterances.entries()) {
      await mkdir(join(folder, 'set', label!), { recursive: true });
      const sound = wavBytes([pcm.slice(audio.offset, audio.offset + audio.length)]);
      await writeFile(join(folder, 'set', label!, `${speaker!.replace('-', '')}_${i}.wav`), new Uint8Array(sound));
    }
    const listed = await listFolder(join(folder, 'set'));
    expect(listed.readSeconds).toBeGreaterThan(0);
    const experiment = tinyExperiment();
    const predicted = await predictRun(listed, experiment, options);
    const { plan, shape } = planRun(listed.dataset, experiment, { memoryBytes: Infinity, threads: 2 });
    const { train, validation, test: held } = plan.members;
    const row = 4 * shape.frames * shape.bins;
    const versions = noisyVersions(experiment.data);
    // The teacher's to what is learnt, and those of all three nets to what is held out.
    const answers = 4 * 3 * (train.length * versions + 3 * (validation.length + held.length));
    expect(predicted).toMatchObject({
      preset: experiment.preset,
      diskBytes: 2 * pcm.length + row * utterances.length,
      memoryBytes: 4 * pcm.length + answers + row * (versions * train.length + validation.length + held.length),
    });
    expect(predicted.readSeconds).toBeGreaterThan(0);
    expect(predicted.featureSeconds).toBeGreaterThan(0);
    expect(predicted.runSeconds).toBeGreaterThan(0);
  },
);

test('sentences: clips of mean length', { timeout: 60_000 }, async () => {
  const listed = { dataset: tinySentences(), readSeconds: null };
  const { runSeconds, diskBytes, readSeconds } = await predictRun(listed, sentenceExperiment(), options);
  expect(runSeconds).toBeGreaterThan(0);
  const { plan } = planRun(listed.dataset, sentenceExperiment(), { memoryBytes: Infinity, threads: 2 });
  const { train, validation, test: held } = plan.sequences!.lengths;
  const frames = [...train, ...validation, ...held].reduce((sum, length) => sum + length, 0);
  expect(diskBytes).toBe(2 * listed.dataset.pcm.length + 4 * 12 * frames);
  expect(readSeconds).toBeNull();
});
