import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultExperiment } from '../../config/defaults.ts';
import type { Segment } from '../../data/dataset.ts';
import type { FrameGrid } from '../../data/sequences.ts';
import { frameGrid, labelFrames, UNLABELLED } from './label-frames.ts';

const { frontEnd } = defaultExperiment;
const classOf = ({ symbol }: Segment): number | null => (symbol === 'q' ? null : Number(symbol));

function labelled(segments: readonly Segment[], grid: FrameGrid, frames: number): number[] {
  const labels = new Int32Array(frames).fill(UNLABELLED);
  labelFrames(segments, grid, classOf, labels);
  return [...labels];
}

describe('labels of frames', () => {
  it('are of the segment that the middle of a frame lies in', () => {
    // Windows of 25 ms every 10 ms: middles at 12.5, 22.5, 32.5 ...
    const grid = frameGrid(frontEnd, 1);
    expect(grid).toEqual({ firstSeconds: 0.0125, hopSeconds: 0.01 });
    const segments = [
      { startSeconds: 0, endSeconds: 0.0225, symbol: '3' },
      { startSeconds: 0.0225, endSeconds: 0.04, symbol: '1' },
      { startSeconds: 0.04, endSeconds: 0.05, symbol: 'q' },
      { startSeconds: 0.05, endSeconds: 0.06, symbol: '2' },
    ];
    expect(labelled(segments, grid, 7)).toEqual([3, 1, 1, UNLABELLED, 2, UNLABELLED, UNLABELLED]);
  });

  it('go with frames that are centred, and with nets that answer to every other one', () => {
    expect(frameGrid({ ...frontEnd, edges: 'centre' }, 2)).toEqual({ firstSeconds: 0, hopSeconds: 0.02 });
  });

  it('are those of a search for each frame by itself', () => {
    const cuts = fc.uniqueArray(fc.integer({ min: 0, max: 400 }), { minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(cuts, fc.nat(40), fc.integer({ min: 1, max: 8 }), fc.nat(30), (ms, first, hop, frames) => {
        const times = ms.toSorted((a, b) => a - b).map((time) => time / 1000);
        // Every third stretch belongs to nobody.
        const segments = times.slice(1).flatMap((endSeconds, i) => {
          const segment = { startSeconds: times[i]!, endSeconds, symbol: i % 4 === 1 ? 'q' : String(i) };
          return i % 3 === 2 ? [] : [segment];
        });
        const grid = { firstSeconds: first / 1000, hopSeconds: hop / 1000 };
        const naive = Array.from({ length: frames }, (_, frame) => {
          const middle = grid.firstSeconds + frame * grid.hopSeconds;
          const own = segments.find((one) => one.startSeconds <= middle && middle < one.endSeconds);
          return own ? (classOf(own) ?? UNLABELLED) : UNLABELLED;
        });
        expect(labelled(segments, grid, frames)).toEqual(naive);
      }),
    );
  });
});
