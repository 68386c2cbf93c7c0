import type { Rng } from '../../src/engine/core/rng.ts';
import type { Split } from '../../src/engine/data/dataset.ts';

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
 * The voice variants that sound natural. Left out: robots, whisperers, echoes, croaks, jokes, and variants so far from
 * natural speech that a recogniser trained on all others mishears one word in five or more (Alicia, Andrea, Andy,
 * antonio, grandpa, Lee, m2, Marco, shelby, zac).
 */
const variants = [
  ...['belinda', 'linda', 'f1', 'f2', 'f3', 'f4', 'f5', 'steph', 'steph2', 'Annie', 'aunty', 'grandma'],
  ...['Diogo', 'Henrique', 'Hugo', 'michel', 'miguel', 'Mario', 'Michael', 'gustave', 'marcelo', 'adam', 'benjamin'],
  ...['david', 'edward', 'iven3', 'iven4', 'Mr serious', 'john', 'norbert', 'pablo', 'boris', 'max', 'm1', 'm3', 'm4'],
  ...['m5', 'm6', 'm7', 'm8', 'paul', 'travis', 'ed', 'Jacky', 'Alex', 'Gene', 'Gene2', 'Mike', 'sandro', 'Denis'],
  ...['victor', 'quincy', 'rob', 'robert', 'Nguyen'],
];

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

/**
 * The speakers: a variant in an accent, with a pitch and a rate of its own. No pair of variant and accent occurs twice,
 * so no voice is in two splits; a variant alone may be, in another accent, as speakers of a city share a dialect.
 */
export function makeRoster(rng: Rng, voicesPerSplit: Readonly<Record<Split, number>>): Voice[] {
  const pairs = rng.shuffle(variants.flatMap((variant) => accents.map((accent) => ({ variant, accent }))));
  return (['train', 'validation', 'test'] as const).flatMap((split) =>
    pairs.splice(0, voicesPerSplit[split]).map(({ variant, accent }) => ({
      id: `${accent}+${variant.replace(' ', '-')}`,
      accent,
      variant,
      pitch: 38 + rng.int(25),
      rate: 135 + rng.int(30),
      split,
    })),
  );
}
