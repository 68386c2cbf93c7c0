import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DeltaStage } from './deltas.ts';

/** The regression formula on a whole sequence, its ends repeated. */
function naiveDeltas(frames: readonly number[][]): number[][] {
  const at = (t: number) => frames[Math.min(frames.length - 1, Math.max(0, t))]!;
  return frames.map((frame, t) =>
    frame.map((_, i) => (at(t + 1)[i]! - at(t - 1)[i]! + 2 * (at(t + 2)[i]! - at(t - 2)[i]!)) / 10),
  );
}

function streamed(frames: readonly number[][], stage: DeltaStage): number[][] {
  const out: number[][] = [];
  for (const frame of frames) if (stage.push(Float64Array.from(frame))) out.push([...stage.output]);
  while (stage.drain()) out.push([...stage.output]);
  return out;
}

const sequences = fc.array(fc.tuple(fc.integer({ min: -99, max: 99 }), fc.integer({ min: -99, max: 99 })), {
  maxLength: 12,
});

describe('DeltaStage', () => {
  it('gives every frame with its differences, for any length', () => {
    fc.assert(
      fc.property(sequences, (frames) => {
        const expected = naiveDeltas(frames).map((delta, t) => [...frames[t]!, ...delta]);
        expect(streamed(frames, new DeltaStage(2, 2))).toEqual(expected);
      }),
    );
  });

  it('gives second differences when two stand in a row', () => {
    fc.assert(
      fc.property(sequences, (frames) => {
        const first = naiveDeltas(frames);
        const expected = naiveDeltas(first).map((second, t) => [...frames[t]!, ...first[t]!, ...second]);
        const stage = new DeltaStage(4, 2);
        const ours = streamed(streamed(frames, new DeltaStage(2, 2)), stage);
        ours.forEach((frame, t) => frame.forEach((x, i) => expect(x).toBeCloseTo(expected[t]![i]!, 10)));
        expect(ours.length).toBe(frames.length);
      }),
    );
  });

  it('starts anew after a reset', () => {
    const stage = new DeltaStage(1, 1);
    streamed([[5], [9], [1]], stage);
    stage.reset();
    expect(streamed([[2], [4]], stage)).toEqual(streamed([[2], [4]], new DeltaStage(1, 1)));
  });
});
