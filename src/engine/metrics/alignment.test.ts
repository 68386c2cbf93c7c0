import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { align, type AlignedPair, type EditKind } from './alignment.ts';

const some = fc.array(fc.integer({ min: 0, max: 2 }), { maxLength: 5 });

/** Every way there is, from the end, in the order in which equals are preferred. */
function allWays(reference: readonly number[], hypothesis: readonly number[]): AlignedPair<number>[][] {
  const ways: AlignedPair<number>[][] = [];
  const [said, heard] = [reference.at(-1), hypothesis.at(-1)];
  const shorter = { reference: reference.slice(0, -1), hypothesis: hypothesis.slice(0, -1) };
  const add = (rest: AlignedPair<number>[][], kind: EditKind, pair: Omit<AlignedPair<number>, 'kind'>): void => {
    for (const way of rest) ways.push([...way, { kind, ...pair }]);
  };
  if (said === undefined && heard === undefined) return [[]];
  if (said !== undefined && heard !== undefined)
    add(allWays(shorter.reference, shorter.hypothesis), said === heard ? 'equal' : 'substituted', {
      reference: said,
      hypothesis: heard,
    });
  if (said !== undefined) add(allWays(shorter.reference, hypothesis), 'deleted', { reference: said, hypothesis: null });
  if (heard !== undefined)
    add(allWays(reference, shorter.hypothesis), 'inserted', { reference: null, hypothesis: heard });
  return ways;
}

const costOf = (way: readonly AlignedPair<number>[]): number => way.filter(({ kind }) => kind !== 'equal').length;

describe('an alignment', () => {
  it('is the first of the cheapest of all ways', () => {
    fc.assert(
      fc.property(some, some, (reference, hypothesis) => {
        const ways = allWays(reference, hypothesis);
        const least = Math.min(...ways.map(costOf));
        expect(align(reference, hypothesis)).toEqual(ways.find((way) => costOf(way) === least));
      }),
      { numRuns: 200 },
    );
  });

  it('holds both sides in order', () => {
    fc.assert(
      fc.property(some, some, (reference, hypothesis) => {
        const pairs = align(reference, hypothesis);
        expect(pairs.flatMap((pair) => pair.reference ?? [])).toEqual(reference);
        expect(pairs.flatMap((pair) => pair.hypothesis ?? [])).toEqual(hypothesis);
      }),
    );
  });

  it('tells what was put in another place', () => {
    const kinds = (said: string, heard: string): EditKind[] =>
      align(said.split(' '), heard.split(' ')).map(({ kind }) => kind);
    expect(kinds('the cat sat on the mat', 'the hat sat the mat now')).toEqual([
      ...['equal', 'substituted', 'equal', 'deleted', 'equal', 'equal', 'inserted'],
    ]);
  });
});
