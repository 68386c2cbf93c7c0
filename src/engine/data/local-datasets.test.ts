import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { memorySpool } from './archives/testing/archives.ts';
import { latin } from './archives/testing/bytes.ts';
import { writeTar } from './archives/testing/write-tar.ts';
import { LocalDatasets } from './local-datasets.ts';
import type { OwnFile } from './own-files.ts';
import { MemoryFiles } from './testing/memory-files.ts';
import { tone, wavBytes } from './testing/wav-bytes.ts';

const quiet = { signal: { aborted: false }, onProgress: () => undefined };
const names = ['yes/anna_1.wav', 'yes/ben_1.wav', 'no/anna_1.wav', 'no/ben_1.wav'];
const clips = names.map((name, i) => ({
  name: `set/${name}`,
  content: new Uint8Array(wavBytes([tone(300 + 10 * i, 0.1)])),
}));
const list = {
  name: 'set/list.csv',
  content: latin(`path,label\n${names.map((name, i) => `${name},c${i}`).join('\n')}`),
};

function file(path: string, bytes: Uint8Array<ArrayBuffer>): OwnFile {
  const source = new Blob([bytes]);
  return { path, size: source.size, read: () => source.arrayBuffer(), open: async () => source };
}

function withSpools() {
  const spools: ReturnType<typeof memorySpool>[] = [];
  const datasets = new LocalDatasets(async () => {
    spools.push(memorySpool());
    return spools.at(-1)!;
  });
  return { datasets, held: () => spools.map((spool) => !spool.discarded()) };
}

const tarGz = file(
  'set.tar.gz',
  Uint8Array.from(gzipSync(writeTar([...clips, list, { name: 'set/link.wav', type: '2' }]))),
);
const refused = { file: 'set.tar.gz/set/link.wav', reason: 'file/link' };

afterEach(() => void vi.unstubAllGlobals());

test('what is in an archive is read by another layout, and again where the samples went; what was unpacked never stays', async () => {
  vi.stubGlobal('SharedArrayBuffer', undefined);
  const { datasets, held } = withSpools();
  const { dataset } = await datasets.importFiles([tarGz], { ...quiet, layout: { id: 'folder-per-class' } });
  expect(dataset.classes).toEqual(['no', 'yes']);
  const byList = await datasets.rereadFiles({ id: 'csv' }, quiet);
  expect(byList.dataset.classes).toEqual(['c0', 'c1', 'c2', 'c3']);
  expect(byList.dataset.skipped).toEqual([refused]);

  const samples = dataset.pcm.slice();
  structuredClone(dataset.pcm, { transfer: [dataset.pcm.buffer as ArrayBuffer] });
  expect(dataset.pcm).toHaveLength(0);
  const anew = await datasets.rereadFiles({ id: 'csv' }, quiet);
  expect(anew.dataset.pcm).toEqual(samples);
  expect(anew.dataset.skipped).toEqual([refused]);
  expect(held()).toEqual([false, false, false]);
});

test('an import that fails or is stopped gives back what it unpacked', async () => {
  const { datasets, held } = withSpools();
  const noSound = file('set.tar.gz', Uint8Array.from(gzipSync(writeTar([list]))));
  await expect(datasets.importFiles([noSound], quiet)).rejects.toMatchObject({ code: 'data/no-clips' });
  const signal = { aborted: false };
  const stopped = datasets.importFiles([tarGz], {
    signal,
    onProgress: (_done, _total, stage) => void (signal.aborted = stage !== 'unpacking'),
  });
  await expect(stopped).rejects.toMatchObject({ code: 'train/stopped' });
  expect(held()).toEqual([false, false]);
});

test('an import that fails leaves the one before it, which can still be read by another layout', async () => {
  const { datasets, held } = withSpools();
  await datasets.importFiles([tarGz], { ...quiet, layout: { id: 'folder-per-class' } });
  await expect(datasets.importFiles([file('empty.zip', new Uint8Array(0))], quiet)).rejects.toMatchObject({
    code: 'file/empty',
  });
  const byList = await datasets.rereadFiles({ id: 'csv' }, quiet);
  expect(byList.dataset.classes).toEqual(['c0', 'c1', 'c2', 'c3']);
  expect(held().some(Boolean)).toBe(false);
});

test('files that another thread read, which has ended, are asked for again', async () => {
  await expect(withSpools().datasets.rereadFiles({ id: 'csv' }, quiet)).rejects.toMatchObject({
    code: 'data/files-gone',
  });
});

describe('samples in a file', () => {
  const own = clips.map(({ name, content }) => file(name, content));
  const stereo = file('set/yes/cleo_1.wav', new Uint8Array(wavBytes([tone(500, 0.1), tone(700, 0.1)])));

  test('are those that would be in memory, by any layout, cut or whole', async () => {
    const files = new MemoryFiles();
    const onDisk = new LocalDatasets(undefined, files);
    const inMemory = await new LocalDatasets().importFiles([...own, stereo], quiet);
    const { dataset } = await onDisk.importFiles([...own, stereo], quiet);
    expect({ fingerprint: dataset.fingerprint, classes: dataset.classes }).toEqual({
      fingerprint: inMemory.dataset.fingerprint,
      classes: inMemory.dataset.classes,
    });
    expect(dataset.pcm).toHaveLength(0);
    const audio = dataset.utterances.map((one) => one.audio);
    // Two channels have a mean between the integers.
    expect(audio.filter(({ coding }) => coding === 'int16')).toHaveLength(own.length);
    const read = await onDisk.samples(dataset.stored!, audio);
    const wanted = inMemory.dataset.utterances.map(({ audio: { offset, length } }) =>
      inMemory.dataset.pcm.slice(offset, offset + length),
    );
    expect(read).toEqual(wanted);
    const again = await onDisk.rereadFiles({ id: 'file-name', template: '{label}_{take}' }, quiet);
    expect(again.dataset.stored).toEqual(dataset.stored);
    expect(again.dataset.classes).toEqual(['anna', 'ben', 'cleo']);
  });

  test('leave nothing behind where the import fails, is stopped, or finds the disk full', async () => {
    const files = new MemoryFiles();
    const datasets = new LocalDatasets(undefined, files);
    await expect(datasets.importFiles([file('a.txt', latin('no sound'))], quiet)).rejects.toMatchObject({
      code: 'data/no-clips',
    });
    const signal = { aborted: false };
    const stopped = datasets.importFiles(own, { signal, onProgress: (done) => void (signal.aborted = done > 1) });
    await expect(stopped).rejects.toMatchObject({ code: 'train/stopped' });
    const full = new MemoryFiles(100);
    await expect(new LocalDatasets(undefined, full).importFiles(own, quiet)).rejects.toMatchObject({
      code: 'file/no-room',
    });
    expect([files.contents.size, full.contents.size]).toEqual([0, 0]);
  });

  test('where there are none, the sound is held in memory, and that is said', async () => {
    const without = { create: () => Promise.resolve(null), open: () => () => new Uint8Array(0) };
    const { dataset, summary } = await new LocalDatasets(undefined, without).importFiles(own, quiet);
    expect(dataset.pcm.length).toBeGreaterThan(0);
    expect(summary.warnings.map(({ code }) => code)).toContain('in-memory');
  });
});
