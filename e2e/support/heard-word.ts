import { mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { wavFile } from './wav.ts';

/** What the fake microphone hears, over and over: a "word" in hush. */
const RATE_HZ = 48_000;
const heard = Float32Array.from({ length: 1.2 * RATE_HZ }, (_, n) => {
  const hush = 0.0005 * Math.sin(n * n);
  return n < 0.35 * RATE_HZ ? 0.3 * Math.sin((2 * Math.PI * 440 * n) / RATE_HZ) + hush : hush;
});
const folder = join(tmpdir(), 'stillhouse-microphone');
mkdirSync(folder, { recursive: true });
const file = join(folder, 'heard.wav');
writeFileSync(file, wavFile(heard, RATE_HZ));

/** For the browser's start: its fake microphone hears a word, over and over. */
export const HEARS_A_WORD = `--use-file-for-fake-audio-capture=${file}`;
