import { expect, test } from 'vitest';
import { withPlainBuffers } from './plain-buffers.ts';

test('views of larger or shared buffers get buffers of their own, values and shape stay', () => {
  const shared = new Float32Array(new SharedArrayBuffer(40)).fill(2);
  const part = Int32Array.of(1, 2, 3).subarray(1);
  const whole = Float32Array.of(5);
  const given = { name: 'x', none: null, list: [{ shared }, { part }], whole };
  const plain = withPlainBuffers(given);
  expect(plain).toEqual(given);
  expect(plain.list[0]?.shared?.buffer).toBeInstanceOf(ArrayBuffer);
  expect(plain.list[1]?.part?.buffer.byteLength).toBe(8);
  expect(plain.whole).toBe(whole);
  expect(structuredClone(plain)).toEqual(given);
});
