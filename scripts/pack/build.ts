/**
 * Makes a pack below public/pack: `npm run pack -- words` or `digits`. Needs Debian's espeak-ng 1.51 (its library and
 * python3 for the digits), sox and opus-tools.
 */
import { makeDigits } from './digits.ts';
import { makeWords } from './words.ts';

const packs = new Map([
  ['words', makeWords],
  ['digits', makeDigits],
]);
const make = packs.get(process.argv[2] ?? '');
if (!make) throw new Error(`name a pack: ${[...packs.keys()].join(', ')}`);
await make();
