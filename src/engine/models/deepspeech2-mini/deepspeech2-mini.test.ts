import { beforeAll, describe, expect, it } from 'vitest';
import { Rng } from '../../core/rng.ts';
import {
  dispose,
  drawInitial,
  mean,
  memory,
  splitFlat,
  tensor,
  tidy,
  valueAndGradients,
  type Scalar,
} from '../../tensor/index.ts';
import { useBackend } from '../../tensor/testing/node-backends.ts';
import { deepspeech2Mini as family } from './index.ts';

const shape = { frames: 11, bins: 6, classes: 4 };
const tiny = { channels: 2, width: 5, depth: 2, dropout: 0.5, directions: 'both' };

async function netOf(settings: Record<string, number | string>) {
  const layout = family.layout(shape, settings);
  const { build } = await family.load();
  const params = splitFlat(layout, drawInitial(layout, Rng.fromSeed(3)));
  const forward = build(shape, settings);
  /** Logits of the valid frames of some utterances, each [frames, bins], in one batch of so many frames. */
  const logitsOf = async (clips: readonly Float32Array[], frames: number) => {
    const x = new Float32Array(clips.length * frames * shape.bins);
    clips.forEach((clip, row) => x.set(clip, row * frames * shape.bins));
    const lengths = Int32Array.from(clips, ({ length }) => length / shape.bins);
    let outLengths: Int32Array = lengths;
    const logits = tidy(() => {
      const answer = forward(params, tensor(x, [clips.length, frames, shape.bins]), lengths, { training: false });
      outLengths = answer.outLengths;
      return answer.logits;
    });
    const values = await logits.data<'float32'>();
    logits.dispose();
    const row = values.length / clips.length;
    return clips.map((_, i) => values.slice(i * row, i * row + outLengths[i]! * shape.classes));
  };
  return { layout, params, forward, logitsOf };
}

function clip(frames: number, seed: number): Float32Array {
  const rng = Rng.fromSeed(seed);
  return Float32Array.from({ length: frames * shape.bins }, () => rng.normal());
}

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

  it.each(['both', 'forward'])('answers alike whoever else is in the batch (%s)', async (directions) => {
    const { logitsOf, params } = await netOf({ ...tiny, directions });
    const clips = [clip(11, 1), clip(4, 2), clip(7, 3)];
    const together = await logitsOf(clips, 11);
    for (const [i, own] of clips.entries()) {
      const [alone] = await logitsOf([own], own.length / shape.bins);
      expect(alone!.length).toBe(together[i]!.length);
      alone!.forEach((value, at) => expect(together[i]![at]).toBeCloseTo(value, 5));
    }
    dispose(params);
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

  it('uses every parameter, drops only while training, and leaves nothing behind', async () => {
    const { layout, params, forward } = await netOf(tiny);
    expect(params.reduce((sum, { size }) => sum + size, 0)).toBe(family.cost(shape, tiny).parameters);
    expect(new Set(layout.map(({ name }) => name)).size).toBe(layout.length);
    const before = memory().numTensors;
    const x = tensor(clip(11, 5), [1, 11, shape.bins]);
    const logits = async (training: boolean, seed: number) => {
      const made = tidy(() => forward(params, x, Int32Array.of(11), { training, rng: Rng.fromSeed(seed) }).logits);
      const values = [...(await made.data())];
      made.dispose();
      return values;
    };
    expect(await logits(false, 1)).toEqual(await logits(false, 2));
    expect(await logits(true, 1)).toEqual(await logits(true, 1));
    expect(await logits(true, 1)).not.toEqual(await logits(true, 2));
    const { total, gradients } = valueAndGradients(params, () => ({
      total: mean<Scalar>(forward(params, x, Int32Array.of(11), { training: false }).logits),
      named: {},
    }));
    expect(gradients.map(({ shape }) => shape)).toEqual(layout.map(({ shape }) => shape));
    dispose([total, ...gradients, x]);
    expect(memory().numTensors).toBe(before);
    dispose(params);
  });
});
