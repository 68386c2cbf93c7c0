import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Rng } from '../core/rng.ts';
import { makeErrorVerdict, type ErrorVerdictRun, type Heard } from './error-verdict.ts';
import { makeVerdict } from './verdict.ts';

const seen = { teacher: 90, students: 9 };
const rng = () => Rng.fromSeed(2).fork('bootstrap');
const verdictOn = async (runs: readonly ErrorVerdictRun[]) => (await makeErrorVerdict(runs, seen, rng()))!;
const heard = (errors: readonly number[], texts = errors.map(String)): Heard => ({
  errors: Int32Array.from(errors),
  texts,
});

const clip = fc.record({
  symbols: fc.integer({ min: 1, max: 9 }),
  speaker: fc.constantFrom('ann', 'bob', 'cem'),
  teacher: fc.nat(4),
  alone: fc.nat(9),
  distilled: fc.nat(9),
});
const anyRun = fc.array(clip, { minLength: 1, maxLength: 20 }).map((clips): ErrorVerdictRun => ({
  seed: 1,
  symbols: Int32Array.from(clips, ({ symbols }) => symbols),
  speakers: clips.map(({ speaker }) => speaker),
  teacher: heard(clips.map(({ teacher }) => teacher)),
  alone: heard(clips.map(({ alone }) => alone)),
  distilled: heard(clips.map(({ distilled }) => distilled)),
}));

describe('the verdict on errors', () => {
  it('is right for clips counted by hand', async () => {
    const verdict = await verdictOn([
      {
        seed: 1,
        symbols: Int32Array.of(2, 8),
        speakers: null,
        teacher: heard([0, 1], ['a b', 'c']),
        alone: heard([2, 3], ['x', 'y']),
        distilled: heard([2, 1], ['a b', 'd']),
      },
    ]);
    // Word error rates of 10, 50 and 30 percent.
    expect(verdict.gainPoints).toBeCloseTo(20, 12);
    expect(verdict.gapClosed).toBeCloseTo(0.5, 12);
    expect(verdict).toMatchObject({ agreement: 50, labels: seen });
    // The first clip twice has no gain, the second twice 2 in 8.
    expect(verdict.ci95).toEqual([0, expect.closeTo(25, 10)]);
  });

  it('of one symbol a clip is that on accuracy', async () => {
    await fc.assert(
      fc.asyncProperty(anyRun, async ({ speakers, ...run }) => {
        const wrong = (net: Heard): Int32Array => net.errors.map((errors) => Math.min(1, errors));
        const [teacher, alone, distilled] = [wrong(run.teacher), wrong(run.alone), wrong(run.distilled)];
        const symbols = run.symbols.map(() => 1);
        const classes = { labels: symbols.map(() => 0), teacher, alone, distilled };
        const onAccuracy = await makeVerdict([{ seed: 1, speakers, ...classes }], seen, rng());
        const texts = { teacher: heard([...teacher]), alone: heard([...alone]), distilled: heard([...distilled]) };
        const onErrors = await verdictOn([{ seed: 1, speakers, symbols, ...texts }]);
        for (const key of ['gainPoints', 'agreement'] as const) expect(onErrors[key]).toBeCloseTo(onAccuracy[key], 9);
        expect(onErrors.ci95).toEqual(onAccuracy.ci95);
      }),
      { numRuns: 30 },
    );
  });

  it('changes its sign when the students change places, and is sure of equal ones', async () => {
    await fc.assert(
      fc.asyncProperty(anyRun, async (run) => {
        const there = await verdictOn([run]);
        const back = await verdictOn([{ ...run, alone: run.distilled, distilled: run.alone }]);
        expect(back.gainPoints).toBeCloseTo(-there.gainPoints, 9);
        expect(back.ci95[0]).toBeCloseTo(-there.ci95[1], 9);
        expect(there.ci95[0]).toBeLessThanOrEqual(there.ci95[1]);
        const equal = await verdictOn([{ ...run, distilled: run.alone }]);
        expect([equal.gainPoints, ...equal.ci95]).toEqual([0, 0, 0]);
      }),
      { numRuns: 30 },
    );
  });

  it('averages over seeds, and is none where nothing was said', async () => {
    const run = (seed: number, distilled: number[]): ErrorVerdictRun => ({
      seed,
      symbols: Int32Array.of(5, 5),
      speakers: ['ann', 'bob'],
      teacher: heard([0, 0]),
      alone: heard([4, 4]),
      distilled: heard(distilled),
    });
    const [first, second] = [run(1, [2, 2]), run(2, [4, 2])];
    expect((await verdictOn([first, second])).gainPoints).toBeCloseTo((40 + 20) / 2, 10);
    expect(await makeErrorVerdict([{ ...first, symbols: new Int32Array(2) }], seen, rng())).toBeNull();
  });
});
