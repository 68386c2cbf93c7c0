import fc from 'fast-check';
import { expect, test } from 'vitest';
import { corpusOf, readCorpus, utterancesIn, type Described } from '../../testing/corpus.ts';
import type { ColumnMapping } from '../choice.ts';
import { csv } from './index.ts';
import { rowsOf } from './rows.ts';

const clips = { 'w/1.wav': '', 'w/2.wav': '', 'w/3.wav': '' };
const none: ColumnMapping = { path: -1, label: -1, speaker: -1, split: -1, transcript: -1, start: -1, end: -1 };

async function table(text: string, columns?: ColumnMapping, audio: Described = clips) {
  const read = await readCorpus(csv, { ...audio, 'labels.csv': text }, columns ? { columns } : {});
  const told = (name: string) => utterancesIn(read.readings.get(`w/${name}.wav`));
  return { ...read, told };
}

test.each([',', ';', '\t', '|'])('columns between "%s" are known by their names', async (separator) => {
  const rows = [
    ['File Name', 'Class', 'Speaker ID', 'Set', 'Text'],
    ['1.wav', 'yes', 'anna', 'training', 'Yes!'],
    ['w\\2.WAV', '开', 'ben', 'val', ''],
    ['/home/me/w/3', 'no', '', 'test', ''],
  ];
  const { told, recognition } = await table(rows.map((row) => row.join(separator)).join('\r\n'));
  expect(recognition.score).toBeCloseTo(0.95);
  expect(told('1')).toEqual([{ label: 'yes', speaker: 'anna', split: 'train', transcript: 'Yes!' }]);
  expect(told('2')).toEqual([{ label: '开', speaker: 'ben', split: 'validation' }]);
  expect(told('3')).toEqual([{ label: 'no', split: 'test' }]);
  expect(recognition.columns?.names).toEqual(rows[0]);
  expect(recognition.columns?.mapping).toEqual({ ...none, path: 0, label: 1, speaker: 2, split: 3, transcript: 4 });
});

test('where no column holds texts none is empty', async () => {
  const { told } = await table('path,speaker,text\n1.wav,anna,\n2.wav,ben,yes\n3.wav,ben,no\n');
  expect(told('1')).toEqual([{ speaker: 'anna', isEmpty: true }]);
  expect((await table('path,speaker\n1.wav,anna\n2.wav,ben\n')).told('1')).toEqual([{ speaker: 'anna' }]);
});

test('two columns without names are file and label', async () => {
  const { told } = await table('yes,1.wav\nno,2.wav\n');
  expect([told('1'), told('2')]).toEqual([[{ label: 'yes' }], [{ label: 'no' }]]);
});

test('columns that nobody could guess are mapped by hand', async () => {
  const text = 'a,b,c\n1.wav,x7,yes\n2.wav,x8,no\n';
  expect((await table(text)).recognition.score).toBeCloseTo(0.3 * (2 / 3));
  const { told, recognition } = await table(text, { ...none, path: 0, label: 2, speaker: 1 });
  expect(recognition.columns).toMatchObject({ names: ['a', 'b', 'c'], mapping: { label: 2 } });
  expect(told('2')).toEqual([{ label: 'no', speaker: 'x8' }]);
});

test('start and end cut a recording; times that make no sense are named', async () => {
  const { told, troubles } = await table(
    'path,label,start,end\n1.wav,yes,0.5,1\n1.wav,no,2,\n1.wav,no,3,1\n1.wav,no,x,y\n',
  );
  expect(told('1')).toEqual([
    { label: 'yes', cut: { startSeconds: 0.5, endSeconds: 1 } },
    { label: 'no', cut: { startSeconds: 2, endSeconds: Infinity } },
  ]);
  expect(troubles).toEqual(['file/bad-times labels.csv']);
});

test('quoted cells hold separators and lines; a quotation mark that nothing closes spoils its own line only', async () => {
  const { told, troubles, files } = await table('file,label\n1.wav,"turn\non, ""now"""\n2.wav,"yes\n3.wav,no\n');
  expect(told('1')).toEqual([{ label: 'turn\non, "now"' }]);
  expect(told('2')).toBeNull();
  expect(told('3')).toEqual([{ label: 'no' }]);
  expect(troubles).toEqual(['file/unclosed-quote labels.csv']);
  expect(files.troubles[0]?.params).toEqual({ line: 4 });
});

test('a table of very many rows is read to its end', () => {
  expect(rowsOf(corpusOf([]), 'table.csv', 'x\n'.repeat(150_000))).toHaveLength(150_000);
});

test('formulas, names of Object and paths that lead out are cells like others', async () => {
  const text =
    '__proto__,file,label\nx,1.wav,=cmd|calc!A1\nx,2.wav,__proto__\nx,../../../w/3.wav,no\nx,/etc/passwd,no\n';
  const { told, troubles } = await table(text);
  expect([told('1'), told('2'), told('3')]).toEqual([[{ label: '=cmd|calc!A1' }], [{ label: '__proto__' }], null]);
  expect(troubles).toEqual(['file/audio-missing labels.csv']);
});

test('a table that names few of the recordings is about something else', async () => {
  const audio = Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`w/${i}.wav`, '']));
  expect((await table('file,label\n1.wav,loud\n', undefined, audio)).recognition.score).toBe(0);
});

test('any text ends in a reading of recordings that are there', async () => {
  const piece = fc.constantFrom(
    '"',
    ',',
    '\n',
    '\r\n',
    ';',
    '1.wav',
    'w/2.wav',
    '../',
    'file',
    'label',
    'x',
    '\t',
    '\0',
    '🙂',
    '',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 60 }), async (pieces) => {
      const { readings } = await table(`file,label\n${pieces.join('')}`);
      expect([...readings.keys()]).toEqual(Object.keys(clips));
    }),
    { numRuns: 100 },
  );
});
