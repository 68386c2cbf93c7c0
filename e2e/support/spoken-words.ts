import { mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clipsOf } from './speech.ts';
import { wavFile } from './wav.ts';

const PAUSE_SECONDS = 0.7;

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
  const folder = join(tmpdir(), 'stillhouse-words');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${words.join('-')}.wav`);
  writeFileSync(file, wav);
  return { argument: `--use-file-for-fake-audio-capture=${file}`, seconds };
}
