import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeSentences, unknownSymbols } from './encode.ts';
import { SymbolCodes } from './symbol-codes.ts';
import { textOf, units, unitsOf, type Unit } from './units.ts';
import { classesOf, largeVocabulary, vocabularyOf } from './vocabulary.ts';

/** Texts in codes, and the vocabulary of the first `training` of them. */
function coded(texts: readonly string[], unit: Unit, training = texts.length) {
  const codes = new SymbolCodes(unit);
  const sentences = texts.map((text) => codes.encode(text));
  return { codes, sentences, vocabulary: vocabularyOf(sentences.slice(0, training), codes) };
}

const text = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\n', 'é', 'e\u0301', '你', '𠀀', '\ud800') });

describe('codes of symbols', () => {
  it.each(units)('stand for the units of a text: %s', (unit) => {
    fc.assert(
      fc.property(fc.array(text), (texts) => {
        const { codes, sentences } = coded(texts, unit);
        expect(sentences.map((sentence) => Array.from(sentence, (code) => codes.symbols[code]))).toEqual(
          texts.map((text) => unitsOf(text, unit)),
        );
        expect(new Set(codes.symbols).size).toBe(codes.symbols.length);
      }),
    );
  });
});

describe('a vocabulary', () => {
  it('is the symbols of the sentences in order, with how often each is said', () => {
    expect(coded(['ba b', '你a', 'z'], 'characters', 2).vocabulary).toEqual({
      unit: 'characters',
      symbols: [' ', 'a', 'b', '你'],
      counts: [1, 2, 2, 1],
    });
    expect(coded([], 'words').vocabulary).toEqual({ unit: 'words', symbols: [], counts: [] });
  });

  it('does not depend on the order of the sentences', () => {
    fc.assert(
      fc.property(fc.array(text), (texts) => {
        expect(coded(texts.toReversed(), 'words').vocabulary).toEqual(coded(texts, 'words').vocabulary);
      }),
    );
  });

  it('has one class more, and says what it costs when it is large', () => {
    const of = (count: number) => coded([Array.from({ length: count }, (_, i) => `word${i}`).join(' ')], 'words');
    expect(classesOf(of(28).vocabulary)).toBe(29);
    expect(largeVocabulary(of(5000).vocabulary, 64)).toBeNull();
    expect(largeVocabulary(of(6000).vocabulary, 64)).toEqual({ symbols: 6000, limit: 5000, parameters: 65 * 6001 });
  });
});

describe('sentences as classes', () => {
  it('leave out what the vocabulary does not have, which is counted', () => {
    const { codes, sentences, vocabulary } = coded(['abc', 'cab', '', 'a-d-', 'xa-'], 'characters', 1);
    const { labels, counts } = encodeSentences(sentences.slice(1), codes, vocabulary);
    expect(labels).toEqual(Int32Array.of(2, 0, 1, 0, 0));
    expect(counts).toEqual(Int32Array.of(3, 0, 1, 1));
    expect(unknownSymbols(sentences, codes, vocabulary)).toEqual([
      { symbol: '-', count: 3 },
      { symbol: 'd', count: 1 },
      { symbol: 'x', count: 1 },
    ]);
  });

  it.each(units)('are the text again: %s', (unit) => {
    fc.assert(
      fc.property(fc.array(text), (texts) => {
        const { codes, sentences, vocabulary } = coded(texts, unit);
        const { labels, counts } = encodeSentences(sentences, codes, vocabulary);
        expect(unknownSymbols(sentences, codes, vocabulary)).toEqual([]);
        let at = 0;
        texts.forEach((text, i) => {
          const own = labels.subarray(at, (at += counts[i]!));
          const symbols = Array.from(own, (k) => vocabulary.symbols[k]!);
          expect(textOf(symbols, unit)).toBe(textOf(unitsOf(text, unit), unit));
        });
        expect(at).toBe(labels.length);
      }),
    );
  });
});
