import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, createGzip } from 'node:zlib';
import { Rng } from '../../src/engine/core/rng.ts';
import { writeTar } from '../../src/engine/data/archives/testing/write-tar.ts';
import { wavFile } from './wav.ts';

export interface NamedFile {
  readonly name: string;
  readonly content: Uint8Array;
}

const RATE_HZ = 16_000;
const WORDS = ['yes', 'no', 'up', 'down', 'left', 'right', 'on', 'off', 'stop', 'go'];
const SPEAKERS = 100;

/** One-second words of ten classes by a hundred speakers, all different, each made when it is asked for. */
export function* manyClips(count: number): Generator<NamedFile> {
  const rng = new Rng('many-clips');
  const hush = Int16Array.from({ length: 4 * RATE_HZ }, () => rng.int(20_000) - 10_000);
  const tones = WORDS.map((_, word) => {
    const step = (2 * Math.PI * (200 + 150 * word)) / RATE_HZ;
    return Int16Array.from({ length: RATE_HZ }, (__, n) => 16_000 * Math.sin(step * n));
  });
  const header = wavFile(new Float32Array(RATE_HZ), RATE_HZ).subarray(0, 44);
  for (let i = 0; i < count; i++) {
    const [word, speaker] = [i % WORDS.length, Math.floor(i / WORDS.length) % SPEAKERS];
    const take = Math.floor(i / (WORDS.length * SPEAKERS));
    const tone = tones[word]!;
    const from = rng.int(hush.length - RATE_HZ);
    const samples = new Int16Array(RATE_HZ);
    for (let n = 0; n < RATE_HZ; n++) samples[n] = hush[from + n]! + tone[n]!;
    samples.set([i & 0x7fff, i >> 15]);
    yield {
      name: `${WORDS[word]!}/s${String(speaker).padStart(3, '0')}_nohash_${take}.wav`,
      content: Buffer.concat([header, new Uint8Array(samples.buffer)]),
    };
  }
}

const SENTENCE_RATE_HZ = 4000;
const SENTENCE_SECONDS = 2.5;
/** Of 251 speakers, as the hundred hours of LibriSpeech and what is held out beside them. */
const SUBSETS: readonly (readonly [string, number])[] = [
  ['train-clean-100', 211],
  ['dev-clean', 20],
  ['test-clean', 20],
];

/** Sentences of a dozen words as LibriSpeech lays them out, in little sound (8 bits at 4 kHz), all different. */
export function* manySentences(count: number): Generator<NamedFile> {
  const rng = new Rng('many-sentences');
  const words = Array.from({ length: 20_000 }, () =>
    String.fromCharCode(...Array.from({ length: 2 + rng.int(7) }, () => 65 + rng.int(26))),
  );
  const speakers = SUBSETS.flatMap(([subset, many]) => Array.from({ length: many }, () => subset));
  const each = Math.ceil(count / speakers.length);
  const length = SENTENCE_RATE_HZ * SENTENCE_SECONDS;
  const hush = Uint8Array.from({ length: 4 * length }, () => 108 + rng.int(40));
  for (const [speaker, subset] of speakers.entries()) {
    const name = `${speaker}-1`;
    const folder = `LibriSpeech/${subset}/${speaker}/1`;
    const texts: string[] = [];
    for (let i = 0; i < each && speaker * each + i < count; i++) {
      const id = `${name}-${String(i).padStart(4, '0')}`;
      const from = rng.int(hush.length - length);
      const samples = hush.slice(from, from + length);
      samples.set([speaker, i & 255, i >> 8]);
      yield { name: `${folder}/${id}.wav`, content: Buffer.concat([eightBitHeader(length), samples]) };
      texts.push(
        `${id} ${Array.from({ length: 12 }, () => words[Math.floor(rng.float() ** 3 * words.length)]).join(' ')}`,
      );
    }
    if (texts.length > 0) yield { name: `${folder}/${name}.trans.txt`, content: Buffer.from(`${texts.join('\n')}\n`) };
  }
}

function eightBitHeader(length: number): Buffer {
  const header = Buffer.from(wavFile(new Float32Array(0), SENTENCE_RATE_HZ).subarray(0, 44));
  header.writeUInt32LE(36 + length, 4);
  header.writeUInt32LE(SENTENCE_RATE_HZ, 28);
  header.writeUInt16LE(1, 32);
  header.writeUInt16LE(8, 34);
  header.writeUInt32LE(length, 40);
  return header;
}

export async function writeManyFolders(folder: string, files: Iterable<NamedFile>): Promise<void> {
  for (const { name, content } of files) {
    const place = join(folder, name);
    await mkdir(dirname(place), { recursive: true });
    await writeFile(place, content);
  }
}

export async function writeTarGz(place: string, files: Iterable<NamedFile>): Promise<void> {
  await pipeline(Readable.from(tarPieces(files)), createGzip({ level: 1 }), createWriteStream(place));
}

function* tarPieces(files: Iterable<NamedFile>): Generator<Uint8Array> {
  for (const file of files) yield writeTar([file], { end: false });
  yield new Uint8Array(1024);
}

/** Stored, not packed: made as fast as it is written. */
export async function writeStoredZip(place: string, files: Iterable<NamedFile>): Promise<void> {
  await pipeline(Readable.from(zipPieces(files)), createWriteStream(place));
}

function* zipPieces(files: Iterable<NamedFile>): Generator<Buffer> {
  const list: Buffer[] = [];
  let at = 0;
  for (const { name, content } of files) {
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt32LE(crc32(content), 10);
    fields.writeUInt32LE(content.length, 14);
    fields.writeUInt32LE(content.length, 18);
    fields.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), fields, Buffer.from(name), content]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(at, 10);
    list.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), fields, rest, Buffer.from(name)]));
    at += local.length;
    yield local;
  }
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  for (const place of [8, 10]) end.writeUInt16LE(list.length, place);
  end.writeUInt16LE(list.length, 10);
  end.writeUInt32LE(
    list.reduce((sum, { length }) => sum + length, 0),
    12,
  );
  end.writeUInt32LE(at, 16);
  yield Buffer.concat([...list, end]);
}
