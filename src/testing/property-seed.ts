import fc from 'fast-check';

/**
 * The seed of every property test: one and the same, so that a change is judged by what it changes and not by a draw.
 * `PROPERTY_SEED=random` looks for counter-examples that nobody has met yet; a number draws those of a report again.
 */
const FIXED_SEED = 1;

const asked = process.env['PROPERTY_SEED'];
if (asked !== 'random') {
  const seed = asked === undefined ? FIXED_SEED : Number(asked || NaN);
  if (!Number.isInteger(seed)) throw new Error(`PROPERTY_SEED is "${asked}": give a whole number, or "random".`);
  fc.configureGlobal({ ...fc.readConfigureGlobal(), seed });
}
