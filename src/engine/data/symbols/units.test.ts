import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textOf, units, unitsOf } from './units.ts';

const letter = fc.constantFrom('a', 'e', ' ', '\n', '\u00a0', 'é', '\u0301', '你', '𠀀', 'ि', '.');

describe('the units of a text', () => {
  it('are code points with one space between words, or what stands between white space', () => {
    expect(unitsOf('  a  cat\n', 'characters')).toEqual(['a', ' ', 'c', 'a', 't']);
    expect(unitsOf('  a  cat\n', 'words')).toEqual(['a', 'cat']);
    expect(unitsOf('h# sh iy h#', 'phones')).toEqual(['h#', 'sh', 'iy', 'h#']);
    expect(unitsOf('你好，世界', 'characters')).toEqual(['你', '好', '，', '世', '界']);
    expect(unitsOf('', 'characters')).toEqual([]);
    expect(unitsOf(' \t', 'words')).toEqual([]);
  });

  it('are whole beyond the first 65,536, and composed', () => {
    expect(unitsOf('𠀀𠀁', 'characters')).toEqual(['𠀀', '𠀁']);
    expect(unitsOf('e\u0301', 'characters')).toEqual(['é']);
    expect(unitsOf('हि', 'characters')).toEqual(['ह', 'ि']);
  });

  it.each(units)('make the text again: %s', (unit) => {
    fc.assert(
      fc.property(fc.string({ unit: letter }), (text) => {
        const once = unitsOf(text, unit);
        expect(unitsOf(textOf(once, unit), unit)).toEqual(once);
        expect(textOf(once, unit)).toBe(text.normalize('NFC').trim().split(/\s+/u).join(' '));
      }),
    );
  });
});
