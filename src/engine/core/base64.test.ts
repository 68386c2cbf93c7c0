import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeBase64 } from './base64.ts';

it('undoes the encoding of Node', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      expect([...decodeBase64(Buffer.from(bytes).toString('base64'))]).toEqual([...bytes]);
    }),
  );
});

it.each(['a', 'abc', 'ab-_', 'ab\u00e9c', 'a=bc'])('refuses %s', (text) => {
  expect(() => decodeBase64(text)).toThrow(RangeError);
});
