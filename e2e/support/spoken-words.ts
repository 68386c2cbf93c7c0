import { mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Rng } from '../../src/engine/core/rng.ts';
import { clipsOf, digitsOf } from './speech.ts';
import { wavFile } from './wav.ts';

const PAUSE_SECONDS = 0.7;
/** Of a room: without any, silence is nothing like what nets have heard in training. */
const HUSH = 0.002;

/** Words by one voice or more, each with a pause before it, and one at the end. */
export async function spokenWords(words: readonly string[]): Promise<{ wav: Uint8Array; seconds: number }> {
  const clips = await clipsOf(words, 1);
  const rate = clips[0]!.sampleRateHz;
  const pause = Array<number>(PAUSE_SECONDS * rate).fill(0);
  const samples = Float32Array.from([...clips.flatMap((clip) => [...pause, ...clip.samples]), ...pause]);
  return { wav: wavFile(samples, rate), seconds: samples.length / rate };
}

/** For the browser's start: its fake microphone hears these words, over and over, a round in so many seconds. */
export async function hearsWords(words: readonly string[]): Promise<{ argument: string; seconds: number }> {
  const { wav, seconds } = await spokenWords(words);
  return { argument: heardFrom(fileOf(words.join('-'), wav)), seconds };
}

function fileOf(name: string, wav: Uint8Array): string {
  const folder = join(tmpdir(), 'stillhouse-words');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${name}.wav`);
  writeFileSync(file, wav);
  return file;
}

const heardFrom = (file: string): string => `--use-file-for-fake-audio-capture=${file}`;

/** For the browser's start: its fake microphone hears an utterance of the pack of connected digits once, in a quiet room. */
export async function hearsDigits(name: string): Promise<{ argument: string; text: string; seconds: number }> {
  const { samples, sampleRateHz, text } = await digitsOf(name);
  const pause = new Array<number>(sampleRateHz).fill(0);
  const rng = Rng.fromSeed(1);
  const said = Float32Array.from([...pause, ...samples, ...pause], (sample) => sample + rng.uniform(-HUSH, HUSH));
  const file = fileOf(name.replaceAll(/\W/g, '-'), wavFile(said, sampleRateHz));
  return { argument: `${heardFrom(file)}%noloop`, text, seconds: samples.length / sampleRateHz };
}
