import { mkdir, writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { createContentHasher, packFingerprint } from '../../src/engine/data/fingerprint.ts';
import type { PackIndex } from '../../src/engine/data/pack-index.ts';
import { encodeVoice, verifyVoice } from './encode.ts';
import type { Voice } from './roster.ts';
import { packRateHz, runProgram } from './synthesise.ts';

const outDir = new URL('../../public/pack/', import.meta.url);
const largestBytes = 4 * 1024 * 1024;
/** A clip that correlates less with its source has been damaged or displaced (an s is coded as noise: waveforms differ). */
const leastCorrelation = 0.5;

type VoicesOf<V> = Omit<V, keyof Voice | 'bytes' | 'lengths'>;
type Unbound<T> = T extends PackIndex ? Omit<T, 'fingerprint'> : never;

/** Voice after voice as streams of their own. @param say its clips, and what else the index tells of it */
export async function encodeAll<V>(
  roster: readonly Voice[],
  say: (voice: Voice) => Promise<{ readonly clips: Float32Array[]; readonly more: VoicesOf<V> }>,
) {
  const streams: Uint8Array[] = [];
  let offset = 0;
  const voices = [];
  for (const [i, voice] of roster.entries()) {
    const { clips, more } = await say(voice);
    const stream = await encodeVoice(clips, i + 1);
    await verify(voice, stream, clips);
    const bytes = { offset, length: stream.length };
    voices.push({ ...voice, bytes, lengths: clips.map((clip) => clip.length), ...more });
    streams.push(stream);
    offset += stream.length;
  }
  return { bytes: Buffer.concat(streams), voices };
}

async function verify(voice: Voice, stream: Uint8Array, clips: Float32Array[]): Promise<void> {
  const matches = await verifyVoice(stream, clips);
  const bad = matches.findIndex((match) => match.lag !== 0 || match.correlation < leastCorrelation);
  if (bad >= 0) throw new Error(`${voice.id}, clip ${bad}: ${JSON.stringify(matches[bad])}`);
  const worst = Math.min(...matches.map((match) => match.correlation));
  process.stderr.write(`${voice.split} ${voice.id}: ${stream.length} bytes, worst correlation ${worst.toFixed(3)}\n`);
}

/** How a pack was made. @param seed its name */
export async function madeBy(seed: string): Promise<PackIndex['made']> {
  return {
    engine: 'eSpeak NG',
    engineVersion: /[0-9.]+/.exec(await firstLine('espeak-ng', '--version'))?.[0] ?? 'unknown',
    encoder: await firstLine('opusenc', '--version'),
    seed,
    script: 'scripts/pack/build.ts',
    licence: 'MIT',
  };
}

async function firstLine(program: string, argument: string): Promise<string> {
  return (await runProgram(program, [argument])).toString().split('\n')[0]?.trim().replace(/\s+/g, ' ') ?? '';
}

/** @throws unless the clip is finite and as long as clips of the pack are. @returns the clip */
export function assertDuration(
  clip: Float32Array,
  { shortest, longest }: { readonly shortest: number; readonly longest: number },
  name: string,
): Float32Array {
  const seconds = clip.length / packRateHz;
  if (!clip.every(Number.isFinite) || seconds < shortest || seconds > longest) throw new Error(`${name}: ${seconds} s`);
  return clip;
}

/** Writes public/pack/ID.{opus,json}. @throws when they are larger than a pack may be */
export async function writePack(index: Unbound<PackIndex>, bytes: Buffer): Promise<void> {
  const fingerprint = packFingerprint(await createContentHasher(), index, bytes);
  const json = JSON.stringify({ ...index, fingerprint });
  if (bytes.length + json.length > largestBytes) throw new Error(`the pack has ${bytes.length + json.length} bytes`);
  await mkdir(outDir, { recursive: true });
  await writeFile(new URL(`${index.id}.opus`, outDir), bytes);
  const jsonFile = new URL(`${index.id}.json`, outDir);
  await writeFile(jsonFile, await format(json, { ...(await resolveConfig(jsonFile)), parser: 'json' }));
  const seconds = index.voices.flatMap((voice) => voice.lengths).reduce((sum, n) => sum + n, 0) / packRateHz;
  process.stderr.write(
    `${index.voices.length} voices, ${seconds.toFixed(0)} s, ${bytes.length} bytes, ${fingerprint}\n`,
  );
}
