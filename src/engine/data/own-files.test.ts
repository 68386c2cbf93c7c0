import { describe, expect, test } from 'vitest';
import { StudioError } from '../core/errors.ts';
import { describeDataset } from './dataset-summary.ts';
import { importOwnFiles, readByLayout, recordOwnFiles, type OwnFile } from './own-files.ts';
import { decoder } from './own-recordings.ts';
import { tone, wavBytes } from './testing/wav-bytes.ts';

const quiet = { signal: { aborted: false }, onProgress: () => undefined };

function file(path: string, content: ArrayBuffer | Error): OwnFile {
  const read = () => (content instanceof Error ? Promise.reject(content) : Promise.resolve(content.slice(0)));
  return { path, size: content instanceof Error ? 0 : content.byteLength, read };
}

const bytesOf = (text: string): ArrayBuffer => new TextEncoder().encode(text).buffer;
const clip = (path: string, hz: number): OwnFile => file(path, wavBytes([tone(hz, 0.1)]));
const good = [
  clip('set/yes/anna_1.wav', 300),
  clip('set/no/anna_1.wav', 310),
  clip('set/yes/ben_1.wav', 320),
  clip('set/no/ben_1.wav', 330),
];

test('is a dataset in the order of the paths, at true rates, in one bank', async () => {
  const fast = tone(440, 0.2, 44_100);
  const slow = tone(200, 0.1, 8_000);
  const files = [
    file('set/yes/ben_1.wav', wavBytes([slow], { sampleRateHz: 8_000, encoding: 'float32' })),
    file('set/no/anna_1.wav', wavBytes([fast, fast.map((x) => x / 2)], { sampleRateHz: 44_100, encoding: 'float32' })),
    clip('set/yes/anna_1.wav', 300),
    clip('set/no/ben_1.wav', 310),
  ];
  const dataset = await importOwnFiles(files, quiet);
  expect(dataset).toMatchObject({ name: 'set', classes: ['no', 'yes'], speakersKnown: true, skipped: [] });
  expect(dataset.layout).toMatchObject({ id: 'folder-per-class', evidence: { classes: 2, files: 4 } });
  const [first, , , last] = dataset.utterances;
  expect(dataset.utterances.map(({ id }) => id)).toEqual(files.map(({ path }) => path).sort());
  expect(first).toMatchObject({
    label: 'no',
    speaker: 'anna',
    audio: { offset: 0, length: 8820, sampleRateHz: 44_100 },
  });
  expect(last).toMatchObject({ label: 'yes', speaker: 'ben', audio: { length: 800, sampleRateHz: 8_000 } });
  const end = last!.audio.offset + last!.audio.length;
  expect(dataset.pcm.length).toBe(end);
  expect(dataset.pcm.subarray(last!.audio.offset, end)).toEqual(slow);
  // Two channels: their mean.
  dataset.pcm.subarray(0, 8820).forEach((x, n) => expect(x).toBeCloseTo(0.75 * fast[n]!, 5));
});

describe('a file that cannot be used is named, and the rest goes on', () => {
  const nan = tone(200, 0.1).fill(NaN, 100, 101);
  test.each<[string, string, ArrayBuffer | Error]>([
    [
      'file/unknown-format',
      'a picture',
      Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 1, 2]).buffer,
    ],
    ['file/unknown-format', 'a text', bytesOf('These are my recordings.')],
    ['file/truncated', 'a header without the rest', wavBytes([tone(200, 0.1)]).slice(0, 20)],
    ['file/not-finite', 'samples that are no numbers', wavBytes([nan], { encoding: 'float32' })],
    ['file/empty', 'no bytes', new ArrayBuffer(0)],
    ['file/empty', 'no samples', wavBytes([new Float32Array(0)])],
    ['file/silent', 'silence', wavBytes([new Float32Array(1600)])],
    ['file/silent', 'a constant', wavBytes([new Float32Array(1600).fill(0.25)])],
    ['file/too-short', '49 ms', wavBytes([tone(300, 0.049)])],
    ['file/too-long', '61 s', wavBytes([tone(300, 61, 4_000)], { sampleRateHz: 4_000 })],
    ['file/rate-out-of-range', '1 kHz', wavBytes([tone(100, 1, 1_000)], { sampleRateHz: 1_000 })],
    ['file/rate-out-of-range', '400 kHz', wavBytes([tone(100, 0.1, 400_000)], { sampleRateHz: 400_000 })],
    ['file/duplicate', 'the content of another', wavBytes([tone(310, 0.1)])],
    ['file/unreadable', 'a file that is gone', new Error('gone')],
  ])('%s: %s', async (reason, _, content) => {
    const dataset = await importOwnFiles([...good, file('set/yes/odd.wav', content)], quiet);
    expect(dataset.skipped).toMatchObject([{ file: 'set/yes/odd.wav', reason }]);
    expect(dataset.utterances).toHaveLength(4);
  });

  test('file/too-large: not even read', async () => {
    const read = () => Promise.reject(new Error('read'));
    const { skipped } = await importOwnFiles([...good, { path: 'set/yes/film.avi', size: 2 ** 30, read }], quiet);
    expect(skipped).toMatchObject([{ file: 'set/yes/film.avi', reason: 'file/too-large' }]);
  });

  test('file/no-label: sound beside the folders', async () => {
    const dataset = await importOwnFiles([...good, clip('set/stray.wav', 500)], quiet);
    expect(dataset.skipped).toEqual([{ file: 'set/stray.wav', reason: 'file/no-label', params: {} }]);
  });

  test('the first of two alike is used, and the other says which', async () => {
    const again = [...good, clip('set/yes/copy_1.wav', 300)];
    const { skipped } = await importOwnFiles(again, quiet);
    expect(skipped).toEqual([
      { file: 'set/yes/copy_1.wav', reason: 'file/duplicate', params: { of: 'set/yes/anna_1.wav' } },
    ]);
  });

  test('what systems leave beside files is not worth a word', async () => {
    const leftovers = ['set/.DS_Store', 'set/yes/Thumbs.db', '__MACOSX/yes/._anna_1.wav', '.git/config'];
    const { skipped } = await importOwnFiles([...good, ...leftovers.map((path) => file(path, bytesOf('x')))], quiet);
    expect(skipped).toEqual([]);
  });
});

describe('refused as a whole', () => {
  test.each([
    ['data/no-clips', 'pictures', [file('a/1.png', bytesOf('picture')), file('b/2.png', bytesOf('other'))]],
    ['data/no-clips', 'nothing', []],
    [
      'data/none-usable',
      'a picture and an empty sound',
      [file('a/1.png', bytesOf('picture')), file('b/2.wav', bytesOf(''))],
    ],
  ])('%s: %s', async (code, _, files) => {
    await expect(importOwnFiles(files, quiet)).rejects.toMatchObject({ code });
  });

  test('the number of skipped files is told', async () => {
    const pictures = [1, 2, 3].map((i) => file(`${i}.png`, bytesOf(`picture ${i}`)));
    await expect(importOwnFiles(pictures, quiet)).rejects.toMatchObject({ params: { skipped: 3 } });
  });

  test('a failure that is not of one file ends the import under its own name', async () => {
    const dead = file('set/yes/x.wav', new StudioError('train/worker-died'));
    await expect(importOwnFiles([...good, dead], quiet)).rejects.toMatchObject({
      code: 'train/worker-died',
    });
  });
});

test('tells how far it is, one file after another, and stops when it is asked to', async () => {
  const signal = { aborted: false };
  const heard: [number, number][] = [];
  let open = 0;
  const watched = good.map((each): OwnFile => ({
    ...each,
    read: async () => {
      expect(++open).toBe(1);
      const bytes = await each.read();
      open--;
      return bytes;
    },
  }));
  await importOwnFiles(watched, { signal, onProgress: (done, total) => heard.push([done, total]) });
  expect(heard).toEqual([0, 1, 2, 3, 4].map((done) => [done, 4]));
  const onProgress = (done: number) => (signal.aborted = done === 2);
  await expect(importOwnFiles(good, { signal, onProgress })).rejects.toMatchObject({ code: 'train/stopped' });
});

test('the fingerprint follows content and labels, not the place or the order of the files', async () => {
  const fingerprint = async (files: readonly OwnFile[]) => (await importOwnFiles(files, quiet)).fingerprint;
  const first = await fingerprint(good);
  expect(await fingerprint([...good].reverse())).toBe(first);
  expect(await fingerprint(good.map((each) => ({ ...each, path: `elsewhere/${each.path}` })))).toBe(first);
  expect(await fingerprint(good.map((each) => ({ ...each, path: each.path.replace('/no/', '/nein/') })))).not.toBe(
    first,
  );
  expect(await fingerprint([...good.slice(1), clip('set/yes/anna_1.wav', 301)])).not.toBe(first);
});

test('speakers are known only where every clip has one of several', async () => {
  const one = ['yes', 'no'].flatMap((word, w) =>
    [1, 2].map((take) => clip(`${word}_anna_${take}.wav`, 300 + 10 * w + take)),
  );
  const dataset = await importOwnFiles(one, quiet);
  expect(dataset).toMatchObject({ name: 'files', speakersKnown: false, layout: { id: 'file-name' } });
  expect(dataset.utterances[0]).toMatchObject({ label: 'no', speaker: 'anna' });
});

test('two files of one path keep ids of their own', async () => {
  const { utterances } = await importOwnFiles([...good, clip('set/yes/anna_1.wav', 999)], quiet);
  expect(new Set(utterances.map(({ id }) => id)).size).toBe(5);
  expect(utterances.map(({ id }) => id)).toContain('set/yes/anna_1.wav (2)');
});

describe('what tells no classes is shown all the same', () => {
  test('sound without labels', async () => {
    const dataset = await importOwnFiles([clip('a.wav', 300), clip('b.wav', 310)], quiet);
    expect(dataset).toMatchObject({ classes: [], skipped: [], layout: { id: null } });
    expect(dataset.utterances.map(({ id }) => id)).toEqual(['a.wav', 'b.wav']);
    expect(describeDataset(dataset, null).summary.refused?.code).toBe('data/too-few-classes');
  });

  test('sentences', async () => {
    const chapter = 'L/train-clean-100/10/20';
    const files = [
      clip(`${chapter}/10-20-0000.wav`, 300),
      clip(`${chapter}/10-20-0001.wav`, 310),
      file(`${chapter}/10-20.trans.txt`, bytesOf('10-20-0000 GOOD MORNING\n10-20-0002 NOBODY HEARD THIS\n')),
    ];
    const dataset = await importOwnFiles(files, quiet);
    expect(dataset.utterances).toMatchObject([{ speaker: '10', split: 'train', transcript: 'GOOD MORNING' }]);
    expect(dataset.skipped).toEqual([
      { file: `${chapter}/10-20-0001.wav`, reason: 'file/no-transcript', params: {} },
      { file: `${chapter}/10-20.trans.txt`, reason: 'file/audio-missing', params: { count: 1, example: '10-20-0002' } },
    ]);
    expect(describeDataset(dataset, null).summary).toMatchObject({
      transcripts: 1,
      task: 'ctc',
      sentences: {},
      refused: { code: 'data/too-few-sentences' },
    });
  });
});

describe('cuts', () => {
  /** Three tones of 0.4 s in 8 s of hush. */
  const talk = new Float32Array(8 * 16_000);
  [1, 3, 6].forEach((at, i) => talk.set(tone(300 + 100 * i, 0.4), at * 16_000));
  const recording = file('talk.wav', wavBytes([talk]));

  test('by labels: each stretch is a clip of the one recording', async () => {
    const labels = file('talk.txt', bytesOf('1\t1.4\tyes\n3\t3.4\tno\n6\t6.4\tyes\n7.5\t9\tno\n'));
    const dataset = await importOwnFiles([recording, labels], quiet);
    expect(dataset.utterances).toMatchObject([
      { id: 'talk.wav@1', label: 'yes', audio: { offset: 16_000, length: 6400 } },
      { id: 'talk.wav@3', label: 'no', audio: { offset: 48_000, length: 6400 } },
      { id: 'talk.wav@6', label: 'yes', audio: { offset: 96_000, length: 6400 } },
    ]);
    expect(dataset.skipped).toEqual([
      { file: 'talk.wav', reason: 'file/labels-past-end', params: { end: 9, seconds: 8 } },
    ]);
  });

  test('at silences, where a person wants it', async () => {
    const whole = await importOwnFiles([recording], quiet);
    expect(whole).toMatchObject({ utterances: [{ audio: { length: 8 * 16_000 } }], layout: { uncut: 1 } });
    const { utterances } = await importOwnFiles([recording], { ...quiet, layout: { splitAtSilences: true } });
    expect(utterances).toHaveLength(3);
    utterances.forEach(({ audio }, i) => {
      const start = [1, 3, 6][i]! * 16_000;
      expect(audio.offset).toBeGreaterThan(start - 0.2 * 16_000);
      expect(audio.offset).toBeLessThanOrEqual(start);
      expect(audio.offset + audio.length).toBeGreaterThanOrEqual(start + 6400);
      expect(audio.offset + audio.length).toBeLessThan(start + 6400 + 0.2 * 16_000);
    });
  });
});

test('background noise is kept apart from the classes, however long', async () => {
  const dataset = await importOwnFiles([...good, clip('set/_background_noise_/hum.wav', 50)], quiet);
  expect(dataset).toMatchObject({ classes: ['no', 'yes'], noises: [{ length: 1600 }] });
  expect(dataset.utterances).toHaveLength(4);
});

describe('names', () => {
  test.each([
    ['file/broken-name', 'a broken encoding', 'd\ufffdn'],
    ['file/broken-name', 'half a character', 'd\ud800n'],
    ['file/broken-name', 'letters that turn the line round', 'd\u202en'],
    ['file/label-too-long', 'a novel', 'long '.repeat(50)],
  ])('%s: %s', async (reason, _, name) => {
    const { skipped, classes } = await importOwnFiles([...good, clip(`set/${name}/anna_1.wav`, 500)], quiet);
    expect(skipped).toMatchObject([{ reason }]);
    expect(classes).toEqual(['no', 'yes']);
  });

  test('names that objects inherit are classes like others', async () => {
    const files = ['__proto__', 'constructor'].flatMap((word, w) =>
      Array.from({ length: 5 }, (_, i) => clip(`set/${word}/${i}.wav`, 300 + 50 * w + i)),
    );
    const dataset = await importOwnFiles(files, quiet);
    expect(dataset.classes).toEqual(['__proto__', 'constructor']);
    expect(describeDataset(dataset, null).summary).toMatchObject({
      refused: null,
      classes: [{ clips: 5 }, { clips: 5 }],
    });
  });
});

test('another layout reads the same recordings without reading the files again', async () => {
  let reads = 0;
  const counted = good.map((each) => ({ ...each, read: () => (reads++, each.read()) }));
  const own = await recordOwnFiles(counted, decoder(), quiet);
  const first = await readByLayout(own);
  const again = await readByLayout(own, { id: 'file-name', template: '{label}_{take}' });
  expect(first.classes).toEqual(['no', 'yes']);
  expect(again).toMatchObject({ classes: ['anna', 'ben'], layout: { id: 'file-name', chosen: true } });
  expect(again.pcm).toBe(first.pcm);
  expect(reads).toBe(4);
});
