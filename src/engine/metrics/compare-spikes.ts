import type { Spike } from '../decode/spikes.ts';
import { align } from './alignment.ts';

/** A symbol that both say: how many frames later the other's peak is, negative where it is earlier. */
export interface SpikePair {
  readonly one: Spike;
  readonly other: Spike;
  readonly offset: number;
}

/** How two nets' spikes lie to each other, at the same frame rate. */
export interface SpikeComparison {
  readonly pairs: readonly SpikePair[];
  /** Those of the one that the other does not say, or says as another symbol. */
  readonly missing: readonly Spike[];
  /** Those of the other that the one does not say. */
  readonly extra: readonly Spike[];
}

/** Pairs the spikes that say the same by the cheapest alignment of what both say: see `align`. */
export function compareSpikes(one: readonly Spike[], other: readonly Spike[]): SpikeComparison {
  const pairs: SpikePair[] = [];
  const missing: Spike[] = [];
  const extra: Spike[] = [];
  let [i, j] = [0, 0];
  const symbols = (spikes: readonly Spike[]): number[] => spikes.map(({ symbol }) => symbol);
  for (const { kind, reference, hypothesis } of align(symbols(one), symbols(other))) {
    const own = reference === null ? null : one[i++]!;
    const theirs = hypothesis === null ? null : other[j++]!;
    if (kind === 'equal' && own && theirs) {
      pairs.push({ one: own, other: theirs, offset: theirs.peak - own.peak });
      continue;
    }
    if (own) missing.push(own);
    if (theirs) extra.push(theirs);
  }
  return { pairs, missing, extra };
}
