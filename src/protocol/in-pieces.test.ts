import { expect, test } from 'vitest';
import { giveInPieces, takeInPieces } from './in-pieces.ts';

const items = Array.from({ length: 10_000 }, (_, i) => i);

test('a long list crosses in pieces, in its order', async () => {
  const given: number[][] = [];
  await giveInPieces(items, async (piece) => given.push([...piece]));
  expect(given.length).toBeGreaterThan(1);
  expect(given.flat()).toEqual(items);
  let asked = 0;
  const taken = await takeInPieces(items.length, async (from, to) => (asked++, items.slice(from, to)));
  expect(taken).toEqual(items);
  expect(asked).toBe(given.length);
});

test('an empty one costs nothing, and one that is gone is told', async () => {
  const never = () => Promise.reject(new Error('asked'));
  await giveInPieces([], never);
  expect(await takeInPieces(0, never)).toEqual([]);
  await expect(takeInPieces(3, async () => [])).rejects.toThrow(RangeError);
});
