import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { defaultExperiment } from '../engine/config/defaults.ts';
import type { Dataset } from '../engine/data/dataset.ts';
import { samplesBy } from '../engine/data/samples/sample-reader.ts';
import { tone, wavBytes } from '../engine/data/testing/wav-bytes.ts';
import { BlockFeatures } from '../engine/experiment/block-features.ts';
import { ThreadFeatures } from '../protocol/remote-features.ts';
import { loadFolder } from './load-folder.ts';
import { startNodeThread } from './node-thread.ts';
import { tempSamples } from './temp-samples.ts';

let folder = '';
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'stillhouse-'))));
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

async function put(path: string, content: ArrayBuffer | string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), typeof content === 'string' ? content : new Uint8Array(content));
}

async function putWords(): Promise<void> {
  for (const [w, word] of ['yes', 'no'].entries())
    for (let i = 0; i < 5; i++) await put(`set/${word}/${i}.wav`, wavBytes([tone(300 + 50 * w + i, 0.1)]));
}

/** Of the first version of all clips. */
async function featuresInThread(dataset: Dataset) {
  const thread = () => new ThreadFeatures(startNodeThread(new URL('./features.thread.ts', import.meta.url)));
  const features = new BlockFeatures(thread, 1);
  const { frontEnd, data } = defaultExperiment;
  const none = new Int32Array(0);
  const members = { train: Int32Array.from(dataset.utterances.keys()), validation: none, test: none };
  const { noise, augment } = data;
  await features.prepare({ dataset, members, frontEnd, noise, augment, seed: 1 }, () => undefined);
  const block = await features.block('train', 0);
  await features.dispose();
  return block;
}

test('reads the folders below, with paths that begin with the name of the folder', async () => {
  await putWords();
  await put('set/notes.txt', 'who spoke');
  await put('set/.DS_Store', 'x');
  const dataset = await loadFolder(join(folder, 'set/'));
  expect(dataset).toMatchObject({ name: 'set', classes: ['no', 'yes'] });
  expect(dataset.utterances.map(({ id }) => id)).toContain('set/yes/4.wav');
  expect(dataset.skipped).toEqual([{ file: 'set/notes.txt', reason: 'file/unknown-format', params: {} }]);
});

test('follows a link within the folder, none out of it, nor one in a circle', async () => {
  await putWords();
  await put('secret.wav', wavBytes([tone(999, 0.1)]));
  await symlink(join(folder, 'set/yes/1.wav'), join(folder, 'set/yes/link.wav'));
  await symlink(join(folder, 'secret.wav'), join(folder, 'set/yes/out.wav'));
  await symlink(join(folder, 'set'), join(folder, 'set/yes/circle'));
  await symlink(join(folder, 'nowhere'), join(folder, 'set/yes/broken.wav'));
  const { utterances, skipped } = await loadFolder(join(folder, 'set'));
  expect(utterances).toHaveLength(10);
  expect(Object.fromEntries(skipped.map(({ file, reason }) => [file, reason]))).toEqual({
    'set/yes/broken.wav': 'file/unreadable',
    'set/yes/circle': 'file/unreadable',
    'set/yes/link.wav': 'file/duplicate',
    'set/yes/out.wav': 'file/unreadable',
  });
});

test('refuses what is not a folder, and what cannot be trained on', async () => {
  await put('one.wav', wavBytes([tone(300, 0.1)]));
  await expect(loadFolder(join(folder, 'one.wav'))).rejects.toThrow('--data takes a folder');
  await expect(loadFolder(join(folder, 'gone'))).rejects.toThrow('There is no folder');
  await expect(loadFolder(folder)).rejects.toMatchObject({ code: 'data/too-few-classes' });
});

test('samples of many files lie in a temporary file, with the same values, for every thread', async () => {
  await putWords();
  // Between the steps of 16-bit integers.
  await put('set/yes/soft.wav', wavBytes([tone(500, 0.1)], { encoding: 'float32' }));
  await mkdir(join(folder, 'temporary'));
  vi.stubEnv('TMPDIR', join(folder, 'temporary'));
  const inMemory = await loadFolder(join(folder, 'set'));
  const { stored, pcm, ...inFile } = await loadFolder(join(folder, 'set'), {}, undefined, 1000);
  expect(await readdir(join(folder, 'temporary'))).toEqual([]);
  expect(pcm).toHaveLength(0);
  expect(stored).toBeDefined();
  expect(inFile.fingerprint).toBe(inMemory.fingerprint);
  const codings = new Set(inFile.utterances.map(({ audio }) => audio.coding));
  expect(codings).toEqual(new Set(['int16', undefined]));
  const [there, here] = [samplesBy(tempSamples)({ pcm, stored: stored! }), samplesBy(null)(inMemory)];
  for (const [i, { audio }] of inFile.utterances.entries())
    expect(there.read(audio)).toEqual(here.read(inMemory.utterances[i]!.audio));
  const fromFile = await featuresInThread({ stored: stored!, pcm, ...inFile });
  expect(fromFile.data.some((value) => value !== 0)).toBe(true);
  expect(fromFile).toEqual(await featuresInThread(inMemory));
});

const corpora = process.env.STILLHOUSE_DATA;
describe.runIf(corpora)('real speech', () => {
  const load = (path: string) => loadFolder(join(corpora!, path));

  test('digits are named label_speaker_take', async () => {
    const { utterances, classes, speakersKnown, layout } = await load('digits_fsdd/recordings');
    expect(utterances).toHaveLength(2000);
    expect(classes).toEqual([...'0123456789']);
    expect(speakersKnown).toBe(true);
    expect(new Set(utterances.map(({ speaker }) => speaker))).toEqual(
      new Set(['george', 'jackson', 'nicolas', 'yweweler']),
    );
    expect(layout?.id).toBe('file-name');
  });

  test('keywords lie in folders, their speakers are numbers', async () => {
    const { utterances, classes, layout } = await load('keywords_asc');
    expect(utterances).toHaveLength(330);
    expect(classes).toEqual(['close', 'down', 'left', 'no', 'open', 'right', 'start', 'stop', 'up', 'yes']);
    expect(new Set(utterances.map(({ speaker }) => speaker)).size).toBe(11);
    expect(layout?.id).toBe('folder-per-class');
  });

  test.each([
    ['timit', 96],
    ['asr_librispeech', 30],
    ['asr_an4', 948],
    ['asr_an4_native', 9],
  ])('%s holds sentences, no classes', async (path, sentences) => {
    await expect(load(path)).rejects.toMatchObject({ code: 'data/sentences-only', params: { sentences } });
  });
});
