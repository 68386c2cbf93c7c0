import { expect, it } from 'vitest';
import { digits, ratioInWords, textTable } from './text-table.ts';

it('writes three digits without an exponent', () => {
  expect([1234.5, 123.45, 12.345, 1.2345, 0.12345, 0.000012, 0].map(digits)).toEqual([
    ...['1235', '123', '12.3', '1.23', '0.123', '0.0000', '0'],
  ]);
  expect(digits(null)).toBe('–');
});

it('says how many times as fast', () => {
  expect([0.5, 1 / 30, 2, 0, null].map(ratioInWords)).toEqual(['0.500', '1/30.0', '2.00', '0', '–']);
});

it('sets columns under each other', () => {
  expect(
    textTable([
      ['a', '10', ''],
      ['bcd', '9', 'x'],
    ]),
  ).toBe('a    10\nbcd   9  x');
});
