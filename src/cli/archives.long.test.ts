import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openArchives } from '../engine/data/archives/open-archives.ts';
import { writeTar } from '../engine/data/archives/testing/write-tar.ts';
import { writeWav } from '../engine/audio/testing/write-wav.ts';
import { Rng } from '../engine/core/rng.ts';
import { fileSource } from './file-source.ts';
import { createTempSpool } from './temp-spool.ts';

const ENTRIES = 320;
const SECONDS_AN_ENTRY = 30;
const RATE_HZ = 16_000;

let folder = '';
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'stillhouse-'))));
afterAll(() => rm(folder, { recursive: true }));

/** Half-minute WAVs of noise, which hardly pack, each made when it is written. */
function* tarOfNoise(): Generator<Uint8Array> {
  const rng = new Rng('archives');
  const samples = Array.from({ length: RATE_HZ * SECONDS_AN_ENTRY }, () => Math.round(8000 * rng.normal()));
  const content = writeWav({ tag: 1, bits: 16, sampleRateHz: RATE_HZ, channels: [samples] });
  for (let i = 0; i < ENTRIES; i++) {
    content[content.length - 1] = i;
    content[content.length - 2] = i >> 8;
    yield writeTar([{ name: `set/${i % 2 === 0 ? 'yes' : 'no'}/${i}.wav`, content }], { end: false });
  }
  yield new Uint8Array(1024);
}

test('a tar.gz of 300 MB streams: no more memory than a few of its pieces', async () => {
  const place = join(folder, 'set.tar.gz');
  await pipeline(Readable.from(tarOfNoise()), createGzip({ level: 1 }), createWriteStream(place));
  const { size } = await stat(place);
  expect(size).toBeGreaterThan(270e6);
  const read = () => Promise.reject(new Error('an archive is never read whole'));
  const given = { path: 'set.tar.gz', size, read, open: async () => fileSource(place, size) };

  const before = process.memoryUsage().rss;
  let most = 0;
  const watch = () => (most = Math.max(most, process.memoryUsage().rss - before));
  const started = performance.now();
  const archive = await openArchives([given], { signal: { aborted: false }, onProgress: watch }, createTempSpool);
  const opened = performance.now();
  let bytes = 0;
  for (const file of archive.files) {
    bytes += (await file.read()).byteLength;
    watch();
  }
  const done = performance.now();
  await archive.close();
  const megabytes = (value: number) => Math.round(value / 1e6);
  const seconds = (ms: number) => (ms / 1000).toFixed(1);
  process.stdout.write(
    `tar.gz of ${megabytes(size)} MB: unpacked in ${seconds(opened - started)} s, ${ENTRIES} files read in ` +
      `${seconds(done - opened)} s, at most ${megabytes(most)} MB more memory\n`,
  );
  expect(archive.files).toHaveLength(ENTRIES);
  expect(archive.refused).toEqual([]);
  expect(bytes).toBe(ENTRIES * (44 + 2 * RATE_HZ * SECONDS_AN_ENTRY));
  expect(most).toBeLessThan(200e6);
});
