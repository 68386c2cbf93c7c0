import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { madeArchive, memorySpool, opened, textsOf } from './testing/archives.ts';
import { joinBytes } from '../../core/join-arrays.ts';
import { latin } from './testing/bytes.ts';
import { writeTar } from './testing/write-tar.ts';
import { writeZip } from './testing/write-zip.ts';
import { openArchive } from './open-archive.ts';
import { ARCHIVE_LIMITS } from './limits.ts';

const long = 'a-folder-with-quite-a-long-name/'.repeat(5);
const words = {
  'words/yes/1.txt': 'one',
  'words/yes/4.txt': 'x'.repeat(2000),
  'words/yes/größe.txt': 'ä',
  'words/no way/2.txt': 'two',
  [`words/${long}3.txt`]: 'three',
};
const shortWords = Object.fromEntries(Object.entries(words).filter(([path]) => !path.includes(long)));

describe('what the tools of the world write is read', () => {
  test.each([
    ['gnu.tar.gz', words],
    ['pax.tar.gz', words],
    ['ustar.tar.gz', words],
    ['v7.tar.gz', shortWords],
    ['info-zip.zip', words],
    // One folder holds it all in none of these.
    ['zip64.zip', { 'words/yes/1.txt': 'one' }],
  ])('%s', async (name, expected) => {
    const archive = await opened(madeArchive(name), { path: name });
    expect(archive.refused).toEqual([]);
    expect(await textsOf(archive)).toEqual(expected);
    expect(archive.files.map(({ size }) => size).sort()).toEqual(
      Object.values(expected)
        .map((text) => new TextEncoder().encode(text).length)
        .sort(),
    );
  });

  test('a tar that is not packed, whatever its name says', async () => {
    const tar = new Uint8Array(gunzipSync(madeArchive('pax.tar.gz')));
    expect(await textsOf(await opened(tar, { path: 'words.tgz' }))).toEqual(words);
  });

  test('gzip of several members, with zeros after its end', async () => {
    const tar = writeTar([{ name: 'a/1.txt', content: 'x'.repeat(600_000) }]);
    const at = 300_000;
    for (const zeros of [0, 10, 300_000]) {
      const gz = joinBytes([gzipSync(tar.subarray(0, at)), gzipSync(tar.subarray(at)), new Uint8Array(zeros)]);
      const archive = await opened(gz, { path: 'a.tar.gz' });
      expect([archive.refused, await textsOf(archive)]).toEqual([[], { 'a/1.txt': 'x'.repeat(600_000) }]);
    }
  });
});

describe('where the files lie', () => {
  const paths = async (names: string[], path: string) =>
    (await opened(writeTar(names.map((name) => ({ name }))), { path })).files.map((file) => file.path);
  test('in the one folder that holds them all', async () => {
    expect(await paths(['./set/yes/1.wav', 'set//no/1.wav'], 'in/x.tar')).toEqual([
      'in/set/yes/1.wav',
      'in/set/no/1.wav',
    ]);
  });
  test('else in one named after the archive', async () => {
    expect(await paths(['yes/1.wav', 'no/1.wav'], 'in/set.tar.gz')).toEqual(['in/set/yes/1.wav', 'in/set/no/1.wav']);
    expect(await paths(['1.wav'], 'set.zip')).toEqual(['set/1.wav']);
  });
});

describe('names', () => {
  const namesOf = async (archive: Uint8Array<ArrayBuffer>, path: string) =>
    (await opened(archive, { path })).files.map((file) => file.path);

  // Made by Python: `'\n'.join(words).encode(encoding).hex()`.
  test.each([
    [
      'GB18030',
      '零 一 二 三 四 五 六 七 八 九 前进 停止 开始 你好',
      'c1e30ad2bb0ab6fe0ac8fd0acbc40acee50ac1f90ac6df0ab0cb0abec50ac7b0bdf80acda3d6b90abfaacabc0ac4e3bac3',
    ],
    [
      'Big5',
      '零 一 二 三 四 五 六 七 八 九 前進 停止 開始 你好',
      'b9730aa4400aa4470aa4540aa57c0aa4ad0aa4bb0aa4430aa44b0aa4450aab65b6690ab0b1a4ee0ab67da96c0aa741a66e',
    ],
    [
      'Shift_JIS',
      'ゼロ いち さん よん ろく なな はち きゅう はい いいえ',
      '835b838d0a82a282bf0a82b382f10a82e682f10a82eb82ad0a82c882c80a82cd82bf0a82ab82e382a40a82cd82a20a82a282a282a6',
    ],
    [
      'EUC-KR',
      '영 일 이 삼 사 오 육 칠 팔 구 아니요 오른쪽',
      'bfb50ac0cf0ac0cc0abbef0abbe70abfc00ac0b00ac4a50ac6c80ab1b80abec6b4cfbfe40abfc0b8a5c2ca',
    ],
    [
      'windows-1251',
      'ноль один два три четыре пять шесть семь восемь девять вверх вперёд',
      'edeeebfc0aeee4e8ed0ae4e2e00af2f0e80af7e5f2fbf0e50aeffff2fc0af8e5f1f2fc0af1e5ecfc0ae2eef1e5ecfc0ae4e5e2fff2fc0ae2e2e5f0f50ae2efe5f0b8e4',
    ],
    [
      'KOI8-R',
      'ноль один два три четыре пять шесть семь восемь девять вверх вперёд',
      'cecfccd80acfc4c9ce0ac4d7c10ad4d2c90adec5d4d9d2c50ad0d1d4d80adbc5d3d4d80ad3c5cdd80ad7cfd3c5cdd80ac4c5d7d1d4d80ad7d7c5d2c80ad7d0c5d2a3c4',
    ],
  ])('in %s', async (_encoding, words, hex) => {
    const raw = String.fromCharCode(...Buffer.from(hex, 'hex')).split('\n');
    const names = words.split(' ').map((word) => `${word.normalize('NFC')}/ana_1.wav`);
    const entries = raw.map((word) => ({ name: latin(`${word}/ana_1.wav`) }));
    expect(await namesOf(writeZip(entries), 'a.zip')).toEqual(names.map((name) => `a/${name}`));
    expect(await namesOf(writeTar(entries), 'a.tar')).toEqual(names.map((name) => `a/${name}`));
  });

  test('in no encoding that is known: each format has its own of old', async () => {
    const bytes = latin('caf\x82/1.wav');
    expect(await namesOf(writeZip([{ name: bytes }]), 'a.zip')).toEqual(['café/1.wav']);
    expect(await namesOf(writeTar([{ name: latin('caf\xe9/1.wav') }]), 'a.tar')).toEqual(['café/1.wav']);
  });

  test('in UTF-8 beside others; composed; with the slashes of Windows', async () => {
    const zip = writeZip([
      { name: new TextEncoder().encode('ja/gru\u0308n.wav'), flags: 0x800 },
      { name: 'ja\\2.wav' },
    ]);
    expect(await namesOf(zip, 'a.zip')).toEqual(['ja/gr\u00fcn.wav', 'ja/2.wav']);
  });
});

test('the spool is as large as was said, and is given back when the archive is closed or the import is stopped', async () => {
  const spools: ReturnType<typeof memorySpool>[] = [];
  const asked: number[] = [];
  const gz = madeArchive('gnu.tar.gz');
  const open = (signal: { readonly aborted: boolean }) =>
    openArchive('a.tar.gz', async () => new Blob([gz]), {
      createSpool: async (bytes) => {
        asked.push(bytes);
        spools.push(memorySpool());
        return spools.at(-1)!;
      },
      limits: ARCHIVE_LIMITS,
      signal,
      onProgress: () => undefined,
    });
  const archive = await open({ aborted: false });
  expect(spools[0]!.discarded()).toBe(false);
  await archive.close();
  expect(spools[0]!.discarded()).toBe(true);
  await expect(open({ aborted: true })).rejects.toMatchObject({ code: 'train/stopped' });
  expect(spools[1]!.discarded()).toBe(true);
  expect(asked).toEqual([gz.length, gz.length]);
});

test('progress is told in bytes of the archive', async () => {
  const noise = Uint8Array.from(
    { length: 1_000_000 },
    (_, i) => Math.imul(i ^ (i >> 7), 2_654_435_761) >>> (13 + (i % 7)),
  );
  const gz = gzipSync(writeTar([{ name: 'a', content: noise }]));
  const told: number[] = [];
  await openArchive('a.tgz', async () => new Blob([gz]), {
    createSpool: async () => memorySpool(),
    limits: ARCHIVE_LIMITS,
    signal: { aborted: false },
    onProgress: (done) => told.push(done),
  });
  expect(told.length).toBeGreaterThan(2);
  expect(told.at(-1)).toBe(gz.length);
  expect([...told].sort((a, b) => a - b)).toEqual(told);
});
