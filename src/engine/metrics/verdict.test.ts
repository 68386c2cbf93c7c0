import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Rng } from '../core/rng.ts';
import { makeVerdict, type VerdictRun } from './verdict.ts';

const seen = { teacher: 1600, students: 160 };
const rng = () => Rng.fromSeed(1).fork('bootstrap');
const verdictOn = (runs: readonly VerdictRun[]) => makeVerdict(runs, seen, rng());

/** A run in which each net is right with a chance of its own. */
function simulated(seed: number, chances: { teacher: number; alone: number; distilled: number }): VerdictRun {
  const draw = Rng.fromSeed(seed).fork('answers');
  const clips = 240;
  const labels = Int32Array.from({ length: clips }, () => draw.int(10));
  const answers = (chance: number) => labels.map((label) => (draw.float() < chance ? label : (label + 1) % 10));
  return {
    seed,
    labels,
    speakers: Array.from({ length: clips }, (_, i) => `voice-${i % 12}`),
    teacher: answers(chances.teacher),
    alone: answers(chances.alone),
    distilled: answers(chances.distilled),
  };
}

const swapped = (run: VerdictRun): VerdictRun => ({ ...run, alone: run.distilled, distilled: run.alone });

function reordered(run: VerdictRun): VerdictRun {
  const order = Rng.fromSeed(9).shuffle(Array.from(run.labels, (_, i) => i));
  const take = (values: Int32Array) => Int32Array.from(order, (i) => values[i]!);
  return {
    ...run,
    labels: take(run.labels),
    speakers: run.speakers && order.map((i) => run.speakers![i]!),
    teacher: take(run.teacher),
    alone: take(run.alone),
    distilled: take(run.distilled),
  };
}

const clip = fc.record({
  label: fc.nat(3),
  speaker: fc.constantFrom('ann', 'bob', 'cem'),
  teacher: fc.nat(3),
  alone: fc.nat(3),
  distilled: fc.nat(3),
});
const anyRun = fc.array(clip, { minLength: 1, maxLength: 30 }).map((clips): VerdictRun => {
  const of = (key: 'label' | 'teacher' | 'alone' | 'distilled') => Int32Array.from(clips, (each) => each[key]);
  return {
    seed: 1,
    labels: of('label'),
    speakers: clips.map(({ speaker }) => speaker),
    teacher: of('teacher'),
    alone: of('alone'),
    distilled: of('distilled'),
  };
});

/** The same clips, answered by another distilled net for each seed. */
const anyRuns = anyRun.chain((run) => {
  const length = { minLength: run.labels.length, maxLength: run.labels.length };
  return fc
    .array(fc.array(fc.nat(3), length), { minLength: 1, maxLength: 3 })
    .map((lists) => lists.map((list, seed): VerdictRun => ({ ...run, seed, distilled: Int32Array.from(list) })));
});

describe('verdict', () => {
  it('is right for clips counted by hand', async () => {
    const verdict = await verdictOn([
      {
        seed: 1,
        labels: Int32Array.of(0, 0, 1, 1),
        speakers: null,
        teacher: Int32Array.of(0, 0, 1, 1),
        alone: Int32Array.of(0, 1, 0, 0),
        distilled: Int32Array.of(0, 0, 1, 0),
      },
    ]);
    expect(verdict).toMatchObject({ gainPoints: 50, agreement: 75, labels: seen });
    expect(verdict.gapClosed).toBeCloseTo(2 / 3, 12);
    const [low, high] = verdict.ci95;
    expect(low).toBeLessThan(50);
    expect(high).toBeLessThanOrEqual(100);
    expect(high).toBeGreaterThan(50);
  });

  it('averages over seeds', async () => {
    const runs = [1, 2, 3].map((seed) => simulated(seed, { teacher: 0.97, alone: 0.7, distilled: 0.85 }));
    const single = await Promise.all(runs.map((run) => verdictOn([run])));
    const mean = single.reduce((sum, { gainPoints }) => sum + gainPoints, 0) / 3;
    const all = await verdictOn(runs);
    expect(all.gainPoints).toBeCloseTo(mean, 10);
    expect(all.ci95[0]).toBeGreaterThan(0);
    expect(all.ci95[0]).toBeLessThan(all.gainPoints);
    expect(all.ci95[1]).toBeGreaterThan(all.gainPoints);
  });

  it('has no gap to close when the teacher is no better than the student alone', async () => {
    const run = simulated(4, { teacher: 0.5, alone: 0.8, distilled: 0.8 });
    expect((await verdictOn([run])).gapClosed).toBeNull();
    expect((await verdictOn([{ ...run, teacher: run.alone }])).gapClosed).toBeNull();
  });

  it('sees no gain between equal students, and says so with certainty', async () => {
    await fc.assert(
      fc.asyncProperty(anyRun, async (run) => {
        const verdict = await verdictOn([{ ...run, distilled: run.alone }]);
        expect(verdict.gainPoints).toBe(0);
        expect(verdict.ci95).toEqual([0, 0]);
      }),
      { numRuns: 50 },
    );
  });

  it('changes its sign when the students change places', async () => {
    await fc.assert(
      fc.asyncProperty(anyRun, async (run) => {
        const there = await verdictOn([run]);
        const back = await verdictOn([swapped(run)]);
        expect(back.gainPoints).toBeCloseTo(-there.gainPoints, 10);
        expect(back.ci95[0]).toBeCloseTo(-there.ci95[1], 10);
        expect(back.ci95[1]).toBeCloseTo(-there.ci95[0], 10);
      }),
      { numRuns: 50 },
    );
  });

  it('has an interval within what is possible, low end first', async () => {
    await fc.assert(
      fc.asyncProperty(anyRuns, async (runs) => {
        const { ci95 } = await verdictOn(runs);
        expect(ci95[0]).toBeGreaterThanOrEqual(-100);
        expect(ci95[0]).toBeLessThanOrEqual(ci95[1]);
        expect(ci95[1]).toBeLessThanOrEqual(100);
      }),
      { numRuns: 50 },
    );
  });

  it('does not depend on the order of clips and seeds, but for the luck of the draws', async () => {
    const runs = [1, 2].map((seed) => simulated(seed, { teacher: 0.9, alone: 0.6, distilled: 0.7 }));
    const verdict = await verdictOn(runs);
    const shuffled = await verdictOn(runs.map(reordered).reverse());
    expect(shuffled.gainPoints).toBeCloseTo(verdict.gainPoints, 10);
    expect(shuffled.agreement).toBeCloseTo(verdict.agreement, 10);
    expect(Math.abs(shuffled.ci95[0] - verdict.ci95[0])).toBeLessThan(1);
    expect(Math.abs(shuffled.ci95[1] - verdict.ci95[1])).toBeLessThan(1);
  });

  it('is wider when clips of a speaker go together than when each stands for itself', async () => {
    const run = simulated(6, { teacher: 0.95, alone: 0.7, distilled: 0.7 });
    // Distillation helps half of the voices, and only them.
    const helped = run.speakers!.map((name) => Number(name.split('-')[1]) < 6);
    const distilled = run.labels.map((label, i) => (helped[i] ? label : run.alone[i]!));
    const width = ({ ci95 }: { ci95: readonly [number, number] }) => ci95[1] - ci95[0];
    const bySpeaker = width(await verdictOn([{ ...run, distilled }]));
    expect(bySpeaker).toBeGreaterThan(1.3 * width(await verdictOn([{ ...run, distilled, speakers: null }])));
  });
});
