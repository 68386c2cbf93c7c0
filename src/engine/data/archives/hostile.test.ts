import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { madeArchive, opened, textsOf, type OpenOptions } from './testing/archives.ts';
import { latin } from './testing/bytes.ts';
import { writeTar, type TarEntry } from './testing/write-tar.ts';
import { writeZip, type ZipEntry } from './testing/write-zip.ts';

const good = { name: 'set/good.txt', content: latin('good') };
const goodText = { 'set/good.txt': 'good' };

/** What is refused: reasons by path. Whatever it is, the good file beside it is read. */
async function refusedBy(archive: Uint8Array<ArrayBuffer>, options: OpenOptions = {}) {
  const result = await opened(archive, options);
  return Object.fromEntries(result.refused.map(({ file, reason }) => [file, reason]));
}
const inZip = async (...entries: ZipEntry[]) => {
  const archive = writeZip([...entries, good]);
  expect(await textsOf(await opened(archive))).toEqual(goodText);
  return refusedBy(archive);
};
const inTar = async (...entries: TarEntry[]) => {
  const archive = writeTar([...entries, good]);
  expect(await textsOf(await opened(archive))).toEqual(goodText);
  return refusedBy(archive);
};

describe('names that lead out of the archive', () => {
  const names = [
    '../evil.wav',
    'set/../../evil.wav',
    '/etc/passwd',
    'C:\\evil.wav',
    'c:evil.wav',
    '\\\\host\\share\\evil.wav',
    '..\\evil.wav',
    '..',
    '///',
    `${'x/'.repeat(600)}far.wav`,
  ];
  test.each(names.map((name) => [name.slice(0, 20), name]))('%s', async (_start, name) => {
    const [reason] = Object.values(await inZip({ name, content: latin('evil') }));
    expect(reason).toBe('file/unsafe-path');
    if (name.length > 100) return;
    expect(Object.values(await inTar({ name, content: 'evil' }))).toEqual(['file/unsafe-path']);
  });

  test('control characters, and those that turn the direction of writing, are not passed on', async () => {
    const archive = await opened(
      writeZip([
        { name: '\x1b[2Jset/\r\n.txt' },
        { name: new TextEncoder().encode('set/\u202egpj.exe'), flags: 0x800 },
      ]),
    );
    expect(archive.files.map(({ path }) => path)).toEqual([
      'set/\ufffd[2Jset/\ufffd\ufffd.txt',
      'set/set/\ufffdgpj.exe',
    ]);
    expect(await refusedBy(writeZip([{ name: '../\x1b[2J' }]))).toEqual({ 'set.zip/../\ufffd[2J': 'file/unsafe-path' });
  });
});

test('links and devices', async () => {
  expect(await inZip({ name: 'set/link', content: latin('/etc/passwd'), mode: 0o120777 })).toEqual({
    'set.zip/set/link': 'file/link',
  });
  const types = ['1', '2', '3', '4', '6', 'S', 'M', 'Z'];
  const found = await inTar(...types.map((type) => ({ name: `set/${type}`, type, size: type < '7' ? 99 : 0 })));
  expect(Object.values(found)).toEqual(['file/link', 'file/link', ...Array<string>(6).fill('file/device')]);
});

test('archives in archives are named, not opened', async () => {
  const inner = writeZip([{ name: 'deep.txt', content: latin('deep') }]);
  expect(await inZip({ name: 'set/inner.zip', content: inner })).toEqual({
    'set.zip/set/inner.zip': 'file/nested-archive',
  });
  expect(await inTar({ name: 'set/inner.tar.gz', content: inner })).toEqual({
    'set.zip/set/inner.tar.gz': 'file/nested-archive',
  });
});

test('of two entries with one name the first is read', async () => {
  const second = { name: './set//good.txt', content: latin('evil') };
  for (const archive of [writeZip([good, second]), writeTar([good, second])]) {
    expect(await textsOf(await opened(archive))).toEqual(goodText);
    expect(await refusedBy(archive)).toEqual({ 'set.zip/./set//good.txt': 'file/same-path' });
  }
});

describe('what only shows when an entry is read', () => {
  const reasonOf = async (entry: ZipEntry) => {
    const { files, refused } = await opened(writeZip([entry, good]));
    expect(refused).toEqual([]);
    expect(new TextDecoder().decode(await files[1]!.read())).toBe('good');
    return files[0]!.read().then(
      () => null,
      (thrown: { code: string }) => thrown.code,
    );
  };
  const content = latin('many words, many words, many words');
  test.each<[string, Partial<ZipEntry>, string | null]>([
    ['nothing', {}, null],
    ['a wrong checksum', { crc: 1 }, 'file/wrong-checksum'],
    ['a wrong checksum, packed', { crc: 1, deflate: true }, 'file/wrong-checksum'],
    ['more than it says', { size: 3, deflate: true }, 'file/broken-archive'],
    ['less than it says', { size: 3000, deflate: true }, 'file/broken-archive'],
    ['bytes that are not packed so', { method: 8 }, 'file/broken-archive'],
    ['a way of packing that nobody knows', { method: 99 }, 'file/unknown-packing'],
    ['a password', { flags: 1 }, 'file/encrypted'],
  ])('%s', async (_what, wrong, reason) => {
    expect(await reasonOf({ name: 'set/bad.txt', content, ...wrong })).toBe(reason);
  });

  test('a zip that Info-ZIP encrypted', async () => {
    const { files } = await opened(madeArchive('encrypted.zip'));
    await expect(files[0]!.read()).rejects.toMatchObject({ code: 'file/encrypted' });
  });

  test('an entry of a tar that is cut', async () => {
    const tar = writeTar([good, { name: 'set/cut.txt', content: 'x'.repeat(2000) }], { end: false });
    const { files, refused } = await opened(tar.slice(0, -1024));
    expect(refused).toEqual([]);
    expect(new TextDecoder().decode(await files[0]!.read())).toBe('good');
    await expect(files[1]!.read()).rejects.toMatchObject({ code: 'file/truncated' });
  });
});

describe('bombs', () => {
  const megabytes = (count: number) => new Uint8Array(count * 2 ** 20);

  test('an entry that unpacks to far more than sound ever does is left out', async () => {
    expect(await inZip({ name: 'set/zeros.wav', content: megabytes(17), deflate: true })).toEqual({
      'set.zip/set/zeros.wav': 'file/bomb',
    });
    const lying = writeTar([good, { name: 'set/lie.wav', size: 8 ** 11 - 1 }]);
    expect(await textsOf(await opened(lying))).toEqual(goodText);
    expect(await refusedBy(lying)).toEqual({ 'set.zip/set/lie.wav': 'file/bomb' });
  });

  test('entries that share their bytes', async () => {
    const letters = Uint8Array.from({ length: 2 ** 18 }, (_, i) => (i % 9973 === 0 ? i % 251 : 120));
    const first = { name: 'set/0.txt', content: letters, deflate: true };
    const entries = Array.from({ length: 200 }, (_, i) => ({
      ...first,
      name: `set/${i}.txt`,
      ...(i > 0 && { sameAs: 0 }),
    }));
    expect(await refusedBy(writeZip(entries))).toEqual({ 'set.zip': 'file/bomb' });
  });

  test('a tar.gz of zeros is given up long before it is unpacked', async () => {
    const gz = gzipSync(writeTar([good, { name: 'set/zeros', content: megabytes(64) }]));
    const archive = await opened(gz, { path: 'x.tar.gz' });
    expect(archive.files).toEqual([]);
    expect(archive.refused).toMatchObject([{ file: 'x.tar.gz', reason: 'file/bomb' }]);
    expect(Number(archive.refused[0]!.params!.unpacked)).toBeLessThan(2 ** 26);
  });

  test('more than may be unpacked in all', async () => {
    const limits = { bytes: 10 };
    const entries = ['a', 'b', 'c'].map((name) => ({ name, content: latin('four') }));
    for (const archive of [writeZip(entries), writeTar(entries)])
      expect(await refusedBy(archive, { limits })).toEqual({ 'set.zip': 'file/bomb' });
  });

  test('too many entries', async () => {
    const entries = ['a', 'b', 'c'].map((name) => ({ name }));
    for (const archive of [writeZip(entries), writeTar(entries)]) {
      expect((await opened(archive, { limits: { entries: 3 } })).files).toHaveLength(3);
      expect(await refusedBy(archive, { limits: { entries: 2 } })).toEqual({ 'set.zip': 'file/too-many-entries' });
    }
  });
});

describe('archives that are none, or not whole', () => {
  const noise = Uint8Array.from(
    { length: 700_000 },
    (_, i) => Math.imul(i ^ (i >> 7), 2_654_435_761) >>> (13 + (i % 7)),
  );
  const tar = writeTar([good, { name: 'set/noise', content: noise }]);
  const gz = gzipSync(tar);
  const changedAt = (bytes: Uint8Array<ArrayBuffer>, at: number) => {
    const changed = bytes.slice();
    changed[changed.length + at]! ^= 0xff;
    return changed;
  };
  const textOf = async (archive: Uint8Array<ArrayBuffer>) => {
    const { files } = await opened(archive);
    return Promise.all(
      files.map(({ read }) =>
        read().then(
          ({ byteLength }) => byteLength,
          () => 'bad',
        ),
      ),
    );
  };

  test.each<[string, Uint8Array<ArrayBuffer>, string, (number | string)[]]>([
    ['empty', new Uint8Array(0), 'file/empty', []],
    ['a text', latin('this is no archive'), 'file/broken-archive', []],
    ['a RAR', latin('Rar!\x1a\x07\x01\x00'), 'file/unknown-packing', []],
    ['a gzip of something else', gzipSync('a text'), 'file/unknown-packing', []],
    ['a zip without its end', writeZip([good]).slice(0, -30), 'file/truncated', []],
    ['a zip with a broken list', writeZip([good]).fill(1, 46, 50), 'file/truncated', []],
    // What stands before the place where it breaks off is good.
    ['a tar with a broken header', changedAt(writeTar([good, good]), -2048 + 5), 'file/broken-archive', [4]],
    ['a tar that ends in a header', writeTar([good, good]).slice(0, 1100), 'file/truncated', [4]],
    ['a tar.gz that breaks off', gz.slice(0, 500_000), 'file/truncated', [4, 'bad']],
    // Where a checksum is wrong nobody knows what is good.
    ['a tar.gz with a wrong checksum', changedAt(gz, -6), 'file/wrong-checksum', []],
    ['a tar.gz with a wrong length', changedAt(gz, -2), 'file/wrong-checksum', []],
    [
      'an extended header that lies',
      writeTar([{ name: 'x', type: 'x', content: '99 path=a\n' }, good]),
      'file/broken-archive',
      [],
    ],
    [
      'an extended header of a gigabyte',
      writeTar([{ name: 'x', type: 'x', size: 2 ** 30 }, good]),
      'file/broken-archive',
      [],
    ],
    [
      'a size that is no number',
      writeTar([{ name: 'x', type: 'x', content: '13 size=-50\n\n' }, good]),
      'file/broken-archive',
      [],
    ],
  ])('%s', async (_what, archive, reason, lengths) => {
    expect(await refusedBy(archive)).toEqual({ 'set.zip': reason });
    expect(await textOf(archive)).toEqual(lengths);
  });

  test('no room on the disk, a source that is gone: said of the archive', async () => {
    const gone = { size: 5000, slice: () => ({ arrayBuffer: () => Promise.reject(new Error('gone')) }) };
    expect((await opened(gone)).refused).toMatchObject([{ file: 'set.zip', reason: 'file/unreadable' }]);
  });
});
