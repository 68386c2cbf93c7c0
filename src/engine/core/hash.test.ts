import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Digest, digestOf } from './hash.ts';

test('a digest does not depend on how the bytes were cut', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), fc.nat(60), (bytes, at) => {
      const cut = new Digest().bytes(bytes.subarray(0, at)).bytes(bytes.subarray(at)).hex();
      expect(cut).toBe(new Digest().bytes(bytes).hex());
    }),
  );
});

test('one changed bit changes the digest', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 40 }), fc.nat(), (bytes, where) => {
      const other = bytes.slice();
      other[where % other.length]! ^= 1 << (where % 8);
      expect(new Digest().bytes(other).hex()).not.toBe(new Digest().bytes(bytes).hex());
    }),
  );
});

test('ten thousand short texts have ten thousand digests', () => {
  const digests = new Set(Array.from({ length: 10_000 }, (_, i) => new Digest().text(`clip ${i}`).hex()));
  expect(digests.size).toBe(10_000);
});

test('plain data is compared by content, not by the order of keys', () => {
  expect(digestOf({ a: 1, b: [2, { c: 3, d: 4 }] })).toBe(digestOf({ b: [2, { d: 4, c: 3 }], a: 1 }));
  expect(digestOf({ a: [1, 2] })).not.toBe(digestOf({ a: [2, 1] }));
});
