import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Rng } from '../core/rng.ts';
import { makeFrameVerdict } from './frame-verdict.ts';
import { makeVerdict } from './verdict.ts';

const seen = { teacher: 90, students: 9 };
const rng = () => Rng.fromSeed(2).fork('bootstrap');

describe('the verdict on frames', () => {
  it('is right for clips counted by hand', async () => {
    const verdict = await makeFrameVerdict(
      [
        {
          seed: 1,
          frames: Int32Array.of(10, 30),
          speakers: null,
          teacher: Int32Array.of(9, 27),
          alone: Int32Array.of(5, 15),
          distilled: Int32Array.of(6, 22),
          agreed: Int32Array.of(8, 24),
        },
      ],
      seen,
      rng(),
    );
    // 28 of 40 against 20; the teacher has 36.
    expect(verdict.gainPoints).toBeCloseTo(20, 10);
    expect(verdict.gapClosed).toBeCloseTo(0.5, 10);
    expect(verdict.agreement).toBeCloseTo(80, 10);
    // Draws are of whole clips: only ever the first, 1 of 10, or only the second, 7 of 30.
    expect(verdict.ci95[0]).toBeCloseTo(10, 10);
    expect(verdict.ci95[1]).toBeCloseTo(70 / 3, 10);
  });

  it('is that of clips where each is one frame', async () => {
    const clip = fc.record({
      speaker: fc.constantFrom('ann', 'bob', 'cem'),
      teacher: fc.nat(1),
      alone: fc.nat(1),
      distilled: fc.nat(1),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(clip, { minLength: 1, maxLength: 12 }), async (clips) => {
        const right = (of: 'teacher' | 'alone' | 'distilled') => Int32Array.from(clips, (one) => one[of]);
        const nets = { teacher: right('teacher'), alone: right('alone'), distilled: right('distilled') };
        const speakers = clips.map(({ speaker }) => speaker);
        const agreed = Int32Array.from(clips, (one) => Number(one.teacher === one.distilled));
        const ones = new Int32Array(clips.length).fill(1);
        const ofFrames = await makeFrameVerdict([{ seed: 1, frames: ones, speakers, ...nets, agreed }], seen, rng());
        const ofClips = await makeVerdict([{ seed: 1, labels: ones, speakers, ...nets }], seen, rng());
        expect(ofFrames).toEqual(ofClips);
      }),
      { numRuns: 5 },
    );
  });
});
