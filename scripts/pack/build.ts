/** Makes public/pack/words.{opus,json}: `npm run pack`. Needs Debian's espeak-ng 1.51, sox and opus-tools. */
import { mkdir, writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { createContentHasher, packFingerprint } from '../../src/engine/data/fingerprint.ts';
import type { PackIndex, PackVoice } from '../../src/engine/data/pack-index.ts';
import { encodeVoice, gapSamples, verifyVoice } from './encode.ts';
import { makeRoster, makeTake, packSeed, takesPerWord, words, type Voice } from './roster.ts';
import { longestSeconds, shapeClip, shortestSeconds } from './shape.ts';
import { packRateHz, resample, runProgram, synthesise } from './synthesise.ts';

const outDir = new URL('../../public/pack/', import.meta.url);
const largestBytes = 4 * 1024 * 1024;
/** A clip that correlates less with its source has been damaged or displaced (an s is coded as noise: waveforms differ). */
const leastCorrelation = 0.5;

const firstLine = async (program: string, argument: string) =>
  (await runProgram(program, [argument])).toString().split('\n')[0]?.trim().replace(/\s+/g, ' ') ?? '';

async function makeClips(voice: Voice): Promise<Float32Array[]> {
  const takes = words.flatMap((word) => Array.from({ length: takesPerWord }, (_, take) => makeTake(voice, word, take)));
  const spoken: Float32Array[] = [];
  for (const take of takes) spoken.push(await synthesise(voice, take));
  const clips = (await resample(spoken)).map((clip, i) => shapeClip(clip, takes[i]?.loudnessDb ?? -22));
  clips.forEach((clip, i) => {
    const seconds = clip.length / packRateHz;
    if (!clip.every(Number.isFinite) || seconds < shortestSeconds || seconds > longestSeconds) {
      throw new Error(`${voice.id} "${takes[i]?.text}": ${seconds} s`);
    }
  });
  return clips;
}

async function makeVoice(voice: Voice, serial: number): Promise<{ lengths: number[]; stream: Uint8Array }> {
  const clips = await makeClips(voice);
  const stream = await encodeVoice(clips, serial);
  const matches = await verifyVoice(stream, clips);
  const bad = matches.findIndex((match) => match.lag !== 0 || match.correlation < leastCorrelation);
  if (bad >= 0) throw new Error(`${voice.id}, clip ${bad}: ${JSON.stringify(matches[bad])}`);
  const worst = Math.min(...matches.map((match) => match.correlation));
  process.stderr.write(`${voice.split} ${voice.id}: ${stream.length} bytes, worst correlation ${worst.toFixed(3)}\n`);
  return { lengths: clips.map((clip) => clip.length), stream };
}

const streams: Uint8Array[] = [];
const voices: PackVoice[] = [];
let offset = 0;
for (const [i, voice] of makeRoster().entries()) {
  const { lengths, stream } = await makeVoice(voice, i + 1);
  voices.push({ ...voice, bytes: { offset, length: stream.length }, lengths });
  streams.push(stream);
  offset += stream.length;
}

const bytes = Buffer.concat(streams);
const index: Omit<PackIndex, 'fingerprint'> = {
  version: 1,
  id: 'words',
  sampleRateHz: packRateHz,
  classes: words,
  takes: takesPerWord,
  gapSamples,
  byteLength: bytes.length,
  made: {
    engine: 'eSpeak NG',
    engineVersion: /[0-9.]+/.exec(await firstLine('espeak-ng', '--version'))?.[0] ?? 'unknown',
    encoder: await firstLine('opusenc', '--version'),
    seed: packSeed.path,
    script: 'scripts/pack/build.ts',
    licence: 'MIT',
  },
  voices,
};
const fingerprint = packFingerprint(await createContentHasher(), index, bytes);
const json = JSON.stringify({ ...index, fingerprint });
if (bytes.length + json.length > largestBytes) throw new Error(`the pack has ${bytes.length + json.length} bytes`);

await mkdir(outDir, { recursive: true });
await writeFile(new URL('words.opus', outDir), bytes);
const jsonFile = new URL('words.json', outDir);
await writeFile(jsonFile, await format(json, { ...(await resolveConfig(jsonFile)), parser: 'json' }));
const seconds = voices.flatMap((voice) => voice.lengths).reduce((sum, n) => sum + n, 0) / packRateHz;
process.stderr.write(`${voices.length} voices, ${seconds.toFixed(0)} s, ${bytes.length} bytes, ${fingerprint}\n`);
