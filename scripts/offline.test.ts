import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pageFiles } from './lib/offline.mjs';

test('the files of a page: all that it may ask for by itself, by their content', () => {
  const folder = mkdtempSync(join(tmpdir(), 'stillhouse-page-'));
  mkdirSync(join(folder, 'pack'));
  for (const name of [
    'index.html',
    '.sources',
    'service-worker.js',
    'pack/words.json',
    'pack/digits.json',
    'pack/README.md',
  ])
    writeFileSync(join(folder, name), name);
  const first = pageFiles(folder);
  expect(first.files).toEqual([
    // openssl dgst -sha256 -binary | base64
    { path: 'index.html', digest: 'DrVHMEZYgFqteI0yDxC/Hyknl7Xm10Wjv2F1hNoBcFE=', bytes: 10 },
    { path: 'pack/words.json', digest: expect.stringMatching(/^[\w+/]{43}=$/) as string, bytes: 15 },
  ]);
  expect(pageFiles(folder)).toEqual(first);
  writeFileSync(join(folder, 'pack/words.json'), 'other');
  expect(pageFiles(folder).build).not.toBe(first.build);
  rmSync(folder, { recursive: true });
});
