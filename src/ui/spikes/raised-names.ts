import type { Spike } from '../../engine/decode/spikes.ts';

/** Of the picture's width that a name may take. */
const NAME_SHARE = 0.08;

/** Of names that would lie on each other, every other one: it stands higher. */
export function raisedAmong(spikes: readonly Spike[], frames: number): readonly boolean[] {
  let isRaised = false;
  return spikes.map(({ peak }, place) => {
    const before = spikes[place - 1];
    isRaised = before !== undefined && peak - before.peak < NAME_SHARE * frames && !isRaised;
    return isRaised;
  });
}
