import { Rng } from '../../src/engine/core/rng.ts';
import type { Split } from '../../src/engine/data/dataset.ts';

/** Every random choice of the pack is a fork of this seed: the same script gives the same pack. */
export const packSeed = new Rng('stillhouse-pack-1');

export const words = [
  ...['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'],
  ...['yes', 'no', 'up', 'down', 'left', 'right', 'on', 'off', 'stop', 'go'],
].sort();

/** The English accents of espeak-ng 1.51. `en` is British English: variants are ignored under the name `en-gb`. */
const accents = [
  'en',
  'en-gb-x-rp',
  'en-gb-scotland',
  'en-gb-x-gbclan',
  'en-gb-x-gbcwmd',
  'en-us',
  'en-us-nyc',
  'en-029',
];

/**
 * Voice variants by split. Lines hold a family (variants derived from one another); a family never crosses splits, so
 * a test voice is no pitch-shifted training voice. Left out: robots, whisperers, echoes, croaks, jokes, and variants
 * that a recogniser trained on the others understands less than nine times in ten.
 */
const variants: Record<Split, string[]> = {
  train: [
    // women: each speaks with two accents, since espeak-ng has fewer of them
    ...['aunty', 'belinda', 'linda', 'f4'],
    ...['aunty', 'belinda', 'linda', 'f4'],
    ...['Andrea', 'Andrea', 'f1', 'f1'],
    // men
    ...['Diogo', 'Henrique', 'Hugo', 'michel', 'miguel'],
    ...['Mario', 'Michael', 'gustave', 'marcelo'],
    ...['adam', 'benjamin', 'david', 'edward'],
    ...['iven3', 'iven4'],
    ...['Mr serious', 'john', 'norbert', 'pablo', 'grandpa'],
    ...['m7', 'm8', 'Nguyen'],
    ...['Mike', 'm3'],
    ...['antonio', 'pedro'],
    ...['m1'],
  ],
  validation: [
    ...['f3'],
    ...['grandma'],
    ...['steph', 'steph2'],
    ...['Alex'],
    ...['Gene', 'Gene2'],
    ...['boris', 'max'],
    ...['Jacky'],
    ...['m4'],
    ...['m5'],
  ],
  test: [
    ...['f2', 'f5'],
    ...['Annie'],
    ...['shelby'],
    ...['Andy'],
    ...['Denis', 'victor'],
    ...['quincy', 'rob', 'robert'],
    ...['m2'],
    ...['m6'],
  ],
};

export interface Voice {
  readonly id: string;
  readonly accent: string;
  readonly variant: string;
  /** espeak-ng's pitch, 0 to 99 */
  readonly pitch: number;
  /** espeak-ng's words a minute */
  readonly rate: number;
  readonly split: Split;
}

/** The speakers: a variant, an accent, a pitch and a rate each. Accents go round within each split, so all hear all. */
export function makeRoster(): Voice[] {
  return (['train', 'validation', 'test'] as const).flatMap((split) => {
    const rng = packSeed.fork('roster').fork(split);
    const order = rng.shuffle([...accents]);
    return variants[split].map((variant, i) => {
      const accent = order[i % order.length] ?? 'en';
      return {
        id: `${accent}+${variant.replace(' ', '-')}`,
        accent,
        variant,
        pitch: 35 + rng.int(31),
        rate: 145 + rng.int(46),
        split,
      };
    });
  });
}

export interface Take {
  readonly text: string;
  readonly pitch: number;
  readonly rate: number;
  /** Pitch range in percent of the voice's own. */
  readonly rangePercent: number;
  /** Loudness of the clip, dB relative to full scale (RMS over the clip). */
  readonly loudnessDb: number;
}

export const takesPerWord = 2;

/** How a voice says a word: the first take plain, the second in another intonation, pitch and rate. */
export function makeTake(voice: Voice, word: string, take: number): Take {
  const rng = packSeed.fork('takes').fork(voice.id).fork(word).fork(take);
  const marks = take === 0 ? ['.'] : [',', '!', '?'];
  const swing = take === 0 ? 0 : (rng.int(2) === 0 ? -1 : 1) * (8 + rng.int(8));
  const hurry = take === 0 ? 0 : (rng.int(2) === 0 ? -1 : 1) * (12 + rng.int(14));
  return {
    text: word + (marks[rng.int(marks.length)] ?? '.'),
    pitch: clamp(voice.pitch + swing + rng.int(7) - 3, 5, 95),
    rate: clamp(voice.rate + hurry + rng.int(11) - 5, 120, 215),
    rangePercent: take === 0 ? 80 + rng.int(41) : 50 + rng.int(121),
    loudnessDb: rng.uniform(-25, -19),
  };
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
