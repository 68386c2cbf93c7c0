import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normaliseTexts, type NormaliserSettings } from './normalise.ts';

const all: NormaliserSettings = { case: 'lower', punctuation: 'remove', digits: 'spell' };
const none: NormaliserSettings = { case: 'keep', punctuation: 'keep', digits: 'keep' };
const one = (text: string, settings = all): string => normaliseTexts([text], settings).texts[0]!;

/** One text as a whole, one character after another. @param told how often what was replaced, added to */
function naively(text: string, { case: letters, punctuation, digits }: NormaliserSettings, told: Map<string, number>) {
  const cased = (own: string): string =>
    letters === 'keep' ? own : letters === 'lower' ? own.toLowerCase() : own.toUpperCase();
  const own = Array.from(text.normalize('NFC'));
  const parts = own.map((character, i) => {
    const isIn = (pattern: RegExp, at: number): boolean => pattern.test(own[at] ?? ' ');
    let [to, put] = [cased(character), cased(character)];
    if (punctuation === 'remove' && /[\p{P}\p{S}’']/u.test(character)) {
      const isWithin = /[’']/.test(character) && isIn(/[\p{L}\p{M}]/u, i - 1) && isIn(/[\p{L}\p{M}]/u, i + 1);
      const isBesideHan = isIn(/\p{Script=Han}/u, i - 1) || isIn(/\p{Script=Han}/u, i + 1);
      put = to = isWithin ? "'" : isBesideHan ? '' : ' ';
    } else if (digits === 'spell' && /[0-9]/.test(character)) {
      // The one digit among the characters that are drawn.
      to = cased('seven');
      put = ` ${to} `;
    }
    if (to !== character) told.set(`${character}>${to}`, (told.get(`${character}>${to}`) ?? 0) + 1);
    return put;
  });
  return parts.join('').normalize('NFC').trim().split(/\s+/u).join(' ');
}

describe('the normaliser', () => {
  it('takes out punctuation, case and digits where asked', () => {
    expect(one('She had your dark suit, in greasy wash-water!')).toBe('she had your dark suit in greasy wash water');
    expect(one('Don’t "go" o\'clock, \'tis.')).toBe("don't go o'clock tis");
    expect(one('Call 7-0 now')).toBe('call seven zero now');
    expect(one('R2D2')).toBe('r two d two');
    expect(one('你好，世界！ＯＫ')).toBe('你好世界ｏｋ');
    expect(one('Größe 5 €', { ...all, case: 'upper' })).toBe('GRÖSSE FIVE');
    expect(one(' e\u0301  x\n', none)).toBe('é x');
    expect(one('Hello, World 7', none)).toBe('Hello, World 7');
    expect(one('١٢', all)).toBe('١٢');
  });

  it('tells apart what took the place of a mark', () => {
    const { replaced } = normaliseTexts(['don’t ’tis ’twas'], all);
    expect(replaced).toEqual([
      { what: 'punctuation', from: '’', to: ' ', count: 2 },
      { what: 'punctuation', from: '’', to: "'", count: 1 },
    ]);
  });

  it('shows what it did', () => {
    expect(normaliseTexts(['A-B, a.', 'a b', '7 A'], all)).toEqual({
      texts: ['a b a', 'a b', 'seven a'],
      replaced: [
        { what: 'case', from: 'A', to: 'a', count: 2 },
        { what: 'punctuation', from: ',', to: ' ', count: 1 },
        { what: 'punctuation', from: '-', to: ' ', count: 1 },
        { what: 'punctuation', from: '.', to: ' ', count: 1 },
        { what: 'digits', from: '7', to: 'seven', count: 1 },
        { what: 'case', from: 'B', to: 'b', count: 1 },
      ],
      changed: 2,
    });
  });

  const text = fc.string({ unit: fc.constantFrom(...Array.from("aB ßé\u0301'’.,-7你，\n\t")) });
  const settings: fc.Arbitrary<NormaliserSettings> = fc.record({
    case: fc.constantFrom('keep', 'lower', 'upper'),
    punctuation: fc.constantFrom('keep', 'remove'),
    digits: fc.constantFrom('keep', 'spell'),
  });

  it('has nothing left to do to what it made', () => {
    fc.assert(
      fc.property(text, settings, (text, settings) => {
        const once = one(text, settings);
        const again = normaliseTexts([once], settings);
        expect(again).toEqual({ texts: [once], replaced: [], changed: 0 });
        expect(once).toBe(once.normalize('NFC').trim());
        if (settings.punctuation === 'remove') expect(once).not.toMatch(/[.,’，-]|(^|\s)'|'(\s|$)/u);
        if (settings.digits === 'spell') expect(once).not.toMatch(/[0-9]/);
      }),
    );
  });

  it('does to many texts what it does character by character to each', () => {
    fc.assert(
      fc.property(fc.array(text), settings, (texts, settings) => {
        const told = new Map<string, number>();
        const expected = texts.map((text) => naively(text, settings, told));
        const { texts: after, replaced } = normaliseTexts([...texts, ...texts], settings);
        expect(after).toEqual([...expected, ...expected]);
        expect(new Map(replaced.map(({ from, to, count }) => [`${from}>${to}`, count / 2]))).toEqual(told);
      }),
    );
  });

  it('tells as many changes as there are', () => {
    fc.assert(
      fc.property(fc.array(text), (texts) => {
        const { changed, texts: after } = normaliseTexts(texts, all);
        expect(changed).toBe(texts.filter((text, i) => text !== after[i]).length);
      }),
    );
  });
});
