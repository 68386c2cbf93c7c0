import { Rng } from '../../src/engine/core/rng.ts';
import type { SpeechVoice } from '../../src/engine/data/pack-index.ts';
import { writeSaid, type Said } from '../../src/engine/data/said.ts';
import { gapSamples } from './encode.ts';
import { makeRoster, type Voice } from './roster.ts';
import { sayWithPhones } from './say-with-phones.ts';
import { shapeClip } from './shape.ts';
import { packRateHz, resample } from './synthesise.ts';
import { makeTake } from './take.ts';
import { assertDuration, encodeAll, madeBy, writePack } from './write-pack.ts';

/** Every random choice of this pack is a fork of this seed: the same script gives the same pack. */
const seed = new Rng('stillhouse-digits-1');
const digits = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const utterancesPerVoice = 11;
const fewestDigits = 2;
const mostDigits = 5;
const seconds = { shortest: 0.4, longest: 4 };

/** public/pack/digits.{opus,json}: two to five digits in one breath, with the times of their phones. */
export async function makeDigits(): Promise<void> {
  const roster = makeRoster(seed.fork('roster'), { train: 64, validation: 16, test: 16 });
  const { bytes, voices } = await encodeAll<SpeechVoice>(roster, async (voice) => {
    const { clips, said } = await say(voice);
    return { clips, more: { said: said.map(writeSaid) } };
  });
  await writePack(
    {
      version: 2,
      id: 'digits',
      sampleRateHz: packRateHz,
      gapSamples,
      byteLength: bytes.length,
      made: await madeBy(seed.path),
      voices,
    },
    bytes,
  );
}

async function say(voice: Voice): Promise<{ readonly clips: Float32Array[]; readonly said: Said[] }> {
  const takes = Array.from({ length: utterancesPerVoice }, (_, i) => {
    const rng = seed.fork('takes').fork(voice.id).fork(i);
    const words = Array.from({ length: fewestDigits + rng.int(mostDigits - fewestDigits + 1) }, () => rng.int(10));
    return makeTake(voice, words.map((digit) => digits[digit]!).join(' '), rng);
  });
  const spoken = await sayWithPhones(voice, takes);
  const shaped = (await resample(spoken.map(({ samples }) => samples))).map((clip, i) =>
    shapeClip(clip, takes[i]!.loudnessDb, seconds.shortest),
  );
  return {
    clips: shaped.map(({ clip }, i) => assertDuration(clip, seconds, `${voice.id} "${takes[i]!.text}"`)),
    said: spoken.map(({ words, endSeconds }, i) => {
      const { clip, start } = shaped[i]!;
      const length = clip.length / packRateHz;
      const within = (at: number): number => Math.min(length, Math.max(0, at - start / packRateHz));
      return {
        words: words.map(({ spelling, phones }) => ({
          spelling,
          phones: phones.map(({ symbol, startSeconds }) => ({ symbol, startSeconds: within(startSeconds) })),
        })),
        endSeconds: within(endSeconds),
      };
    }),
  };
}
