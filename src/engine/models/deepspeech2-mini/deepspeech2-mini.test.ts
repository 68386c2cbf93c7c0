import { beforeAll, describe, expect, it } from 'vitest';
import type { ParamValues } from '../../core/param-spec.ts';
import { dispose } from '../../tensor/index.ts';
import { useBackend } from '../../tensor/testing/node-backends.ts';
import { noiseClip, sequenceNet } from '../testing/sequence-net.ts';
import { deepspeech2Mini as family } from './index.ts';

const shape = { frames: 11, bins: 6, classes: 4 };
const tiny = { channels: 2, width: 5, depth: 2, dropout: 0.5, directions: 'both' };

const netOf = (settings: ParamValues) => sequenceNet(family, shape, settings);
const clip = (frames: number, seed: number) => noiseClip(frames, shape.bins, seed);

describe('a small Deep Speech 2', () => {
  beforeAll(() => useBackend('simd'));

  it('costs what one counts on paper', () => {
    // 40 bands become 20, of 32 channels; 268 frames become 134.
    const layers = 2 * (384 * (640 + 128) + 768) + 2 * (384 * (256 + 128) + 768);
    const settings = { channels: 32, width: 128, depth: 2, dropout: 0, directions: 'both' };
    const { parameters, macs } = family.cost({ frames: 268, bins: 40, classes: 29 }, settings);
    expect(parameters).toBe(32 * 25 + 32 + layers + 256 * 29 + 29);
    expect(macs).toBe(134 * (20 * 32 * 25 + 2 * 384 * (640 + 128) + 2 * 384 * (256 + 128) + 256 * 29));
    const forward = family.cost({ frames: 268, bins: 40, classes: 29 }, { ...settings, directions: 'forward' });
    expect(forward.parameters).toBe(32 * 25 + 32 + (384 * 768 + 768) + (384 * 256 + 768) + 128 * 29 + 29);
  });

  it('answers to every other frame, or as often as is asked for', async () => {
    const framesOf = (settings: Record<string, number | string>) =>
      [1, 2, 3, 4, 11].map((frames) => family.outFrames!(frames, settings));
    expect(framesOf(tiny)).toEqual([1, 1, 2, 2, 6]);
    for (const [stride, wanted] of [
      [1, [1, 2, 3, 4, 11]],
      [3, [1, 1, 1, 2, 4]],
      [4, [1, 1, 1, 1, 3]],
    ] as const) {
      expect(framesOf({ ...tiny, stride })).toEqual(wanted);
      const { logitsOf, params } = await netOf({ ...tiny, stride });
      const [alone] = await logitsOf([clip(11, 1)], 11);
      expect(alone).toHaveLength(wanted[4] * shape.classes);
      dispose(params);
    }
  });

  it('hears two frames ahead and no more, where it only goes forward', async () => {
    const { logitsOf, params } = await netOf({ ...tiny, directions: 'forward' });
    const one = clip(11, 4);
    const other = one.map((value, i) => (i < 7 * shape.bins ? value : -value));
    const [[first], [second]] = [await logitsOf([one], 11), await logitsOf([other], 11)];
    // Answer 2 is about frame 4, and hears to frame 6.
    expect(second!.slice(0, 3 * shape.classes)).toEqual(first!.slice(0, 3 * shape.classes));
    expect(second!.slice(3 * shape.classes)).not.toEqual(first!.slice(3 * shape.classes));
    dispose(params);
  });
});
