import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanName, wordsToSay } from './words-to-say.ts';

test('words in any script, between commas and on lines, each once', () => {
  expect(wordsToSay('yes, no\nyes,,  turn  left ')).toEqual(['yes', 'no', 'turn left']);
  expect(wordsToSay('你好，再见、是；不')).toEqual(['你好', '再见', '是', '不']);
  expect(wordsToSay('مرحبا، نعم')).toEqual(['مرحبا', 'نعم']);
  expect(wordsToSay(' ,\n')).toEqual([]);
});

test('composed, short, and without what hides', () => {
  expect(wordsToSay('cafe\u0301, caf\u00e9')).toEqual(['caf\u00e9']);
  expect(cleanName('a\u202eb\u0000c')).toBe('abc');
  expect([...cleanName('𝒳'.repeat(90))]).toHaveLength(40);
});

test('any text gives words that give themselves again', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (typed) => {
      const words = wordsToSay(typed);
      expect(wordsToSay(words.join(','))).toEqual(words);
    }),
  );
});
