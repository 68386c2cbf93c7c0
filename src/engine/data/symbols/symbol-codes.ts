import { tidied, type Unit } from './units.ts';

/**
 * Numbers for symbols, in the order in which they first come: a sentence is a row of them. A corpus has tens of millions of
 * symbols, too many to be strings of their own.
 */
export class SymbolCodes {
  private readonly known: string[] = [];
  private readonly ofWord = new Map<string, number>();
  private readonly ofPoint = new Map<number, number>();

  constructor(readonly unit: Unit) {}

  /** By code. */
  get symbols(): readonly string[] {
    return this.known;
  }

  /** Codes of the units of a text: see `unitsOf`. */
  encode(text: string): Int32Array {
    const tidy = tidied(text);
    if (this.unit === 'characters') return this.encodeCharacters(tidy);
    return Int32Array.from(tidy === '' ? [] : tidy.split(' '), (word) => this.codeOf(word, word, this.ofWord));
  }

  private encodeCharacters(text: string): Int32Array {
    const codes = new Int32Array(text.length);
    let count = 0;
    for (let at = 0; at < text.length; count++) {
      const point = text.codePointAt(at)!;
      codes[count] = this.ofPoint.get(point) ?? this.codeOf(point, String.fromCodePoint(point), this.ofPoint);
      at += point > 0xffff ? 2 : 1;
    }
    return count === codes.length ? codes : codes.slice(0, count);
  }

  private codeOf<Key>(key: Key, symbol: string, codes: Map<Key, number>): number {
    const known = codes.get(key);
    if (known !== undefined) return known;
    codes.set(key, this.known.length);
    return this.known.push(symbol) - 1;
  }
}

/** How often each symbol is said, by code. */
export function countCodes(sentences: readonly Int32Array[], { symbols }: Pick<SymbolCodes, 'symbols'>): Int32Array {
  const counts = new Int32Array(symbols.length);
  for (const sentence of sentences) for (const code of sentence) counts[code]! += 1;
  return counts;
}
