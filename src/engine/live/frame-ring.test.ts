import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FrameRing } from './frame-ring.ts';

test('whatever comes in whichever pieces, the last frames can be read, and no others', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(25), { minLength: 1, maxLength: 20 }),
      fc.nat(40),
      fc.nat(6),
      (pieces, first, count) => {
        const [room, bins] = [9, 2];
        const ring = new FrameRing(room, bins);
        const all: number[] = [];
        for (const frames of pieces) {
          const piece = Array.from({ length: frames * bins }, (_, i) => all.length + i);
          ring.push(Float32Array.of(...piece, -1), frames);
          all.push(...piece);
        }
        const taken = all.length / bins;
        expect(ring.frames).toBe(taken);
        const out = new Float32Array(count * bins);
        if (first + count > taken || first < taken - room)
          expect(() => ring.read(first, count, out)).toThrow(RangeError);
        else {
          ring.read(first, count, out);
          expect([...out]).toEqual(all.slice(first * bins, (first + count) * bins));
        }
      },
    ),
  );
});

test('before the first frame the first is repeated', () => {
  const ring = new FrameRing(4, 1);
  ring.push(Float32Array.of(5, 6), 2);
  const out = new Float32Array(4);
  ring.read(-2, 4, out);
  expect([...out]).toEqual([5, 5, 5, 6]);
});
