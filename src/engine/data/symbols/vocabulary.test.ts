import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeClasses, encodeSentences } from './encode.ts';
import { textOf, units, unitsOf } from './units.ts';
import { classesOf, largeVocabulary, vocabularyOf } from './vocabulary.ts';

const characters = (texts: readonly string[]): string[][] => texts.map((text) => unitsOf(text, 'characters'));

describe('a vocabulary', () => {
  it('is the symbols of the sentences in order, with how often each is said', () => {
    expect(vocabularyOf(characters(['ba b', '你a']), 'characters')).toEqual({
      unit: 'characters',
      symbols: [' ', 'a', 'b', '你'],
      counts: [1, 2, 2, 1],
    });
    expect(vocabularyOf([], 'words')).toEqual({ unit: 'words', symbols: [], counts: [] });
  });

  it('does not depend on the order of the sentences', () => {
    const sentences = fc.array(fc.array(fc.constantFrom('a', 'b', 'ü', '你', '𠀀')));
    fc.assert(
      fc.property(sentences, (sentences) => {
        expect(vocabularyOf(sentences.toReversed(), 'words')).toEqual(vocabularyOf(sentences, 'words'));
      }),
    );
  });

  it('has one class more, and says what it costs when it is large', () => {
    const of = (count: number) => vocabularyOf([Array.from({ length: count }, (_, i) => `word${i}`)], 'words');
    expect(classesOf(of(28))).toBe(29);
    expect(largeVocabulary(of(5000), 64)).toBeNull();
    expect(largeVocabulary(of(6000), 64)).toEqual({ symbols: 6000, limit: 5000, parameters: 65 * 6001 });
  });
});

describe('sentences as classes', () => {
  it('leave out and count what cannot be learnt from', () => {
    const vocabulary = vocabularyOf(characters(['abc']), 'characters');
    const sentences = characters(['cab', '', 'a-d-', 'aab', 'aab', 'xa-']);
    const { labels, leftOut, unknown } = encodeSentences(sentences, vocabulary, [3, 9, 9, 3, 4, 9]);
    expect(labels).toEqual([
      ...[Int32Array.of(2, 0, 1), 'no-text', 'unknown-symbols', 'too-many-symbols'],
      ...[Int32Array.of(0, 0, 1), 'unknown-symbols'],
    ]);
    expect(leftOut).toEqual({ 'no-text': 1, 'unknown-symbols': 2, 'too-many-symbols': 1 });
    expect(unknown).toEqual([
      { symbol: '-', count: 3 },
      { symbol: 'd', count: 1 },
      { symbol: 'x', count: 1 },
    ]);
  });

  it.each(units)('are the text again, and the blank is no part of it: %s', (unit) => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', ' ', 'é', '你') });
    fc.assert(
      fc.property(fc.array(text), (texts) => {
        const sentences = texts.map((text) => unitsOf(text, unit));
        const vocabulary = vocabularyOf(sentences, unit);
        const blank = classesOf(vocabulary) - 1;
        const { labels, unknown } = encodeSentences(
          sentences,
          vocabulary,
          texts.map(() => 1000),
        );
        expect(unknown).toEqual([]);
        labels.forEach((classes, i) => {
          if (typeof classes === 'string') return expect(sentences[i]).toEqual([]);
          const withBlanks = [blank, ...classes].flatMap((k) => [k, blank]);
          expect(textOf(decodeClasses(withBlanks, vocabulary), unit)).toBe(textOf(sentences[i]!, unit));
        });
      }),
    );
  });
});
