import fc from 'fast-check';
import { expect, it } from 'vitest';
import { inCodeUnitOrder } from './code-unit-order.ts';

it('is the order of sort', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: fc.constantFrom('a', 'Z', 'ä', '你', '𠀀', '\ud800') })), (texts) => {
      expect(texts.toSorted(inCodeUnitOrder)).toEqual(texts.toSorted());
    }),
  );
});
