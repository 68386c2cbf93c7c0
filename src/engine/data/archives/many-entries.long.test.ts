import { expect, test } from 'vitest';
import { opened } from './testing/archives.ts';
import { writeTar } from './testing/write-tar.ts';
import { writeZip } from './testing/write-zip.ts';

test.each([
  ['zip', writeZip],
  ['tar', writeTar],
])('a %s of a hundred thousand empty entries is listed', async (kind, write) => {
  const archive = write(Array.from({ length: 100_000 }, (_, i) => ({ name: `set/${i}.wav` })));
  const started = performance.now();
  const { files, refused } = await opened(archive);
  process.stdout.write(
    `${kind} of 100,000 entries: listed in ${((performance.now() - started) / 1000).toFixed(1)} s\n`,
  );
  expect([files.length, refused.length]).toEqual([100_000, 0]);
  expect([files[99_999]!.path, (await files[99_999]!.read()).byteLength]).toEqual(['set/99999.wav', 0]);
});
