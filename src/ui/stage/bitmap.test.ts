import { expect, test } from 'vitest';
import { bitmapAddress, type Colour } from './bitmap.ts';

test('a bitmap of 2 by 2: its header, rows from the top, blue first', () => {
  const colours: readonly Colour[] = [
    [1, 2, 3, 255],
    [4, 5, 6, 255],
    [7, 8, 9, 255],
    [10, 11, 12, 255],
  ];
  const [head, base64 = ''] = bitmapAddress(2, 2, (column, row) => colours[2 * row + column]!).split(',');
  expect(head).toBe('data:image/bmp;base64');
  const bytes = Buffer.from(base64, 'base64');
  expect(bytes).toHaveLength(54 + 16);
  expect(bytes.subarray(0, 2).toString()).toBe('BM');
  expect([2, 10, 14].map((at) => bytes.readUInt32LE(at))).toEqual([70, 54, 40]);
  expect([bytes.readInt32LE(18), bytes.readInt32LE(22), bytes.readUInt16LE(28)]).toEqual([2, -2, 32]);
  expect([...bytes.subarray(54)]).toEqual([3, 2, 1, 0, 6, 5, 4, 0, 9, 8, 7, 0, 12, 11, 10, 0]);
});
