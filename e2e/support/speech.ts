import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { PackName } from '../../src/engine/config/pack-name.ts';
import type { Dataset, Utterance } from '../../src/engine/data/dataset.ts';
import { parsePackIndex } from '../../src/engine/data/pack-index.ts';
import { decodePackVoices, packDataset } from '../../src/engine/data/pack.ts';
import { wavFile } from './wav.ts';

const VOICES_DECODED = 12;

let decoded: Promise<{ dataset: Dataset; spoken: readonly Utterance[] }> | null = null;

async function packOf(name: PackName) {
  const folder = new URL('../../public/pack/', import.meta.url);
  const index = parsePackIndex(JSON.parse(await readFile(new URL(`${name}.json`, folder), 'utf8')));
  const dataset = packDataset(index);
  const bytes = new Uint8Array(await readFile(new URL(`${name}.opus`, folder)));
  return { index, dataset, decode: (voices: number[]) => decodePackVoices(index, bytes, voices, dataset.pcm) };
}

/** The speech that tests use: some voices of the pack that is built into the page. */
async function speech() {
  decoded ??= (async () => {
    const { index, dataset, decode } = await packOf('words');
    const voices = Array.from({ length: VOICES_DECODED }, (_, i) => i);
    await decode(voices);
    const names = new Set(voices.map((voice) => index.voices[voice]!.id));
    return { dataset, spoken: dataset.utterances.filter(({ speaker }) => names.has(speaker ?? '')) };
  })();
  return decoded;
}

export interface SpokenClip {
  readonly label: string;
  readonly speaker: string;
  readonly samples: Float32Array;
  readonly sampleRateHz: number;
}

/** Clips of the given words, in turn by different voices. */
export async function clipsOf(words: readonly string[], clipsAWord: number): Promise<SpokenClip[]> {
  const { dataset, spoken } = await speech();
  return words.flatMap((word) => {
    const clips = spoken.filter(({ label }) => label === word).slice(0, clipsAWord);
    if (clips.length < clipsAWord) throw new Error(`only ${clips.length} clips of ${word}`);
    return clips.map(({ label, speaker, audio }) => ({
      label: label!,
      speaker: speaker!,
      samples: dataset.pcm.slice(audio.offset, audio.offset + audio.length),
      sampleRateHz: audio.sampleRateHz,
    }));
  });
}

/** An utterance of the pack of connected digits, by its id in the dataset. */
export async function digitsOf(id: string): Promise<{ samples: Float32Array; sampleRateHz: number; text: string }> {
  const { index, dataset, decode } = await packOf('digits');
  const { audio, speaker, transcript } = dataset.utterances.find((utterance) => utterance.id === id)!;
  await decode([index.voices.findIndex((voice) => voice.id === speaker)]);
  const samples = dataset.pcm.slice(audio.offset, audio.offset + audio.length);
  return { samples, sampleRateHz: audio.sampleRateHz, text: transcript! };
}

/** Writes files below a folder. @param files by path, `/` between folders */
export async function writeFolder(folder: string, files: Readonly<Record<string, Uint8Array>>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }
}

/** WAVs in one folder a word, named by speaker and take: `yes/anna_3.wav`. */
export async function wordFolders(words: readonly string[], clipsAWord: number): Promise<Record<string, Uint8Array>> {
  const clips = await clipsOf(words, clipsAWord);
  return Object.fromEntries(
    clips.map(({ label, speaker, samples, sampleRateHz }, i) => [
      `${label}/${speaker}_${i}.wav`,
      wavFile(samples, sampleRateHz),
    ]),
  );
}

/** Sentences of all words in turn, two by each of the first speakers, as LibriSpeech lays them out. */
export async function sentenceFolder(words: readonly string[], speakers: number): Promise<Record<string, Uint8Array>> {
  const clips = await clipsOf(words, speakers);
  const files: Record<string, Uint8Array> = {};
  for (let speaker = 0; speaker < speakers; speaker++) {
    const own = words.map((_, word) => clips[word * speakers + speaker]!);
    const chapter = `train-clean-100/${speaker + 1}/1`;
    const lines = [own, own.toReversed()].map((said, take) => {
      const id = `${speaker + 1}-1-000${take}`;
      const samples = Float32Array.from(said.flatMap((clip) => [...clip.samples]));
      files[`${chapter}/${id}.wav`] = wavFile(samples, said[0]!.sampleRateHz);
      return `${id} ${said.map(({ label }) => label.toUpperCase()).join(' ')}`;
    });
    files[`${chapter}/${speaker + 1}-1.trans.txt`] = Buffer.from(lines.join('\n'));
  }
  return files;
}
