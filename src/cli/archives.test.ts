import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { writeTar } from '../engine/data/archives/testing/write-tar.ts';
import { writeZip } from '../engine/data/archives/testing/write-zip.ts';
import { tone, wavBytes } from '../engine/data/testing/wav-bytes.ts';
import { loadFolder } from './load-folder.ts';
import { createTempSpool } from './temp-spool.ts';

let folder = '';
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'stillhouse-'))));
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

const clips = ['yes', 'no'].flatMap((word, w) =>
  Array.from({ length: 5 }, (_, i) => ({
    name: `set/${word}/${i}.wav`,
    content: new Uint8Array(wavBytes([tone(300 + 50 * w + i, 0.1)])),
  })),
);

test('an archive is read like the folder that is in it, whichever kind it is', async () => {
  const files = {
    'set.zip': writeZip(clips),
    'set.tar': writeTar(clips),
    'set.tar.gz': gzipSync(writeTar(clips)),
  };
  const found: string[] = [];
  for (const [name, bytes] of Object.entries(files)) {
    await writeFile(join(folder, name), bytes);
    const { name: called, utterances, fingerprint, skipped } = await loadFolder(join(folder, name));
    expect([called, utterances.length, skipped]).toEqual(['set', 10, []]);
    found.push(fingerprint);
  }
  expect(new Set(found).size).toBe(1);
});

test('archives in a folder are read with what lies beside them', async () => {
  await writeFile(join(folder, 'words.zip'), writeZip(clips));
  await writeFile(join(folder, 'broken.tgz'), 'no archive');
  const { utterances, skipped } = await loadFolder(folder);
  expect(utterances).toHaveLength(10);
  expect(skipped.map(({ file, reason }) => [file.slice(file.lastIndexOf('/')), reason])).toEqual([
    ['/broken.tgz', 'file/broken-archive'],
  ]);
});

test('an archive that is none says so', async () => {
  await writeFile(join(folder, 'set.zip'), 'no archive');
  await expect(loadFolder(join(folder, 'set.zip'))).rejects.toMatchObject({ code: 'file/broken-archive' });
});

test('a spool is read where it is wanted, leaves nothing behind, and says when there is no room', async () => {
  vi.stubEnv('TMPDIR', folder);
  const spool = await createTempSpool(10);
  const bytes = Uint8Array.from({ length: 100_000 }, (_, i) => i % 251);
  await spool.write(bytes.subarray(0, 70_000));
  await spool.write(bytes.subarray(70_000));
  const source = await spool.finish();
  expect(source.size).toBe(100_000);
  expect(new Uint8Array(await source.slice(69_990, 70_010).arrayBuffer())).toEqual(bytes.subarray(69_990, 70_010));
  expect((await source.slice(99_999, 200_000).arrayBuffer()).byteLength).toBe(1);
  await spool.discard();
  await spool.discard();
  expect(await readdir(folder)).toEqual([]);
  await expect(createTempSpool(2 ** 60)).rejects.toMatchObject({ code: 'file/no-room' });
});
