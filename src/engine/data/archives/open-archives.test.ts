import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { tone, wavBytes } from '../testing/wav-bytes.ts';
import { readByLayout, type OwnFile } from '../own-files.ts';
import { decoder } from '../own-recordings.ts';
import { openArchives, recordUnpacked } from './open-archives.ts';
import { memorySpool } from './testing/archives.ts';
import { latin } from './testing/bytes.ts';
import { writeTar } from './testing/write-tar.ts';
import { writeZip } from './testing/write-zip.ts';

const names = ['set/yes/anna_1.wav', 'set/no/anna_1.wav', 'set/yes/ben_1.wav', 'set/no/ben_1.wav'];
const clips = names.map((name, i) => ({ name, content: new Uint8Array(wavBytes([tone(300 + 10 * i, 0.1)])) }));

function file(path: string, bytes: Uint8Array<ArrayBuffer>): OwnFile {
  const source = new Blob([bytes]);
  return { path, size: source.size, read: () => source.arrayBuffer(), open: async () => source };
}

async function imported(files: readonly OwnFile[], told: string[] = []) {
  const options = {
    signal: { aborted: false },
    onProgress: (done: number, total: number, stage = 'reading') => void told.push(`${stage} ${done}/${total}`),
  };
  const archives = await openArchives(files, options, async () => memorySpool());
  return readByLayout(await recordUnpacked(archives, decoder(), options));
}

const loose = () => imported(clips.map(({ name, content }) => file(name, content)));

test('an archive of a folder is the dataset of that folder', async () => {
  const folder = await loose();
  const tar = writeTar(clips);
  for (const [path, bytes] of [
    ['set.zip', writeZip(clips)],
    ['set.tar', tar],
    ['set.tar.gz', Uint8Array.from(gzipSync(tar))],
  ] as const) {
    expect(await imported([file(path, bytes)])).toEqual(folder);
  }
});

test('archives and files beside each other, each with its own troubles', async () => {
  const told: string[] = [];
  const [first, second, ...others] = clips;
  const zip = writeZip([...others, { name: 'set/../../evil.wav', content: first!.content }]);
  const files = [
    file('set/yes/anna_1.wav', first!.content),
    file('more.zip', zip),
    file('set/no/bad.zip', latin('no archive')),
    file('set/no/anna_1.wav', second!.content),
  ];
  const dataset = await imported(files, told);
  expect(dataset.utterances.map(({ id }) => id)).toEqual([...names].sort());
  expect(dataset.skipped).toEqual([
    { file: 'more.zip/set/../../evil.wav', reason: 'file/unsafe-path' },
    { file: 'set/no/bad.zip', reason: 'file/broken-archive', params: {} },
  ]);
  const total = zip.length + 10;
  expect(told.slice(0, 3)).toEqual([`unpacking 0/${total}`, `unpacking ${zip.length}/${total}`, 'reading 0/4']);
});

test('where there is only an archive, its trouble is the answer', async () => {
  const nothing = imported([file('set.zip', latin('no archive'))]);
  await expect(nothing).rejects.toMatchObject({ code: 'file/broken-archive', params: { file: 'set.zip' } });
  const both = imported([file('a.zip', latin('no archive')), file('b.zip', latin('none'))]);
  await expect(both).rejects.toMatchObject({ code: 'file/broken-archive', params: { file: 'a.zip' } });
});

test('empty files are named, the clips beside them are used', async () => {
  const empty = Array.from({ length: 1000 }, (_, i) => ({ name: `set/yes/${i}.wav` }));
  const dataset = await imported([file('set.zip', writeZip([...empty, ...clips]))]);
  expect(dataset.utterances).toHaveLength(4);
  expect(dataset.skipped).toHaveLength(1000);
});
