import { Rng } from '../../src/engine/core/rng.ts';
import type { WordVoice } from '../../src/engine/data/pack-index.ts';
import { gapSamples } from './encode.ts';
import { makeRoster, type Voice } from './roster.ts';
import { shapeClip } from './shape.ts';
import { packRateHz, resample, synthesise } from './synthesise.ts';
import { makeTake } from './take.ts';
import { assertDuration, encodeAll, madeBy, writePack } from './write-pack.ts';

/** Every random choice of this pack is a fork of this seed: the same script gives the same pack. */
const seed = new Rng('stillhouse-pack-1');
const words = [
  ...['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'],
  ...['yes', 'no', 'up', 'down', 'left', 'right', 'on', 'off', 'stop', 'go'],
].sort();
/** Many voices teach more than many takes of a few. */
const takesPerWord = 1;
const seconds = { shortest: 0.2, longest: 1.2 };

/** public/pack/words.{opus,json}: single words, some of them commands. */
export async function makeWords(): Promise<void> {
  const roster = makeRoster(seed.fork('roster'), { train: 80, validation: 24, test: 24 });
  const { bytes, voices } = await encodeAll<WordVoice>(roster, async (voice) => ({
    clips: await say(voice),
    more: {},
  }));
  // In the order of the file: the fingerprint is of its text.
  await writePack(
    {
      version: 1,
      id: 'words',
      sampleRateHz: packRateHz,
      classes: words,
      takes: takesPerWord,
      gapSamples,
      byteLength: bytes.length,
      made: await madeBy(seed.path),
      voices,
    },
    bytes,
  );
}

async function say(voice: Voice): Promise<Float32Array[]> {
  const takes = words.flatMap((word) =>
    Array.from({ length: takesPerWord }, (_, take) =>
      makeTake(voice, word, seed.fork('takes').fork(voice.id).fork(word).fork(take)),
    ),
  );
  const spoken: Float32Array[] = [];
  for (const take of takes) spoken.push(await synthesise(voice, take));
  const clips = (await resample(spoken)).map((clip, i) => shapeClip(clip, takes[i]!.loudnessDb, seconds.shortest).clip);
  clips.forEach((clip, i) => assertDuration(clip, seconds, `${voice.id} "${takes[i]!.text}"`));
  return clips;
}
