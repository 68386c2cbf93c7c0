/** What a language model says of the symbol to come. */
export interface LanguageModel {
  /** Of the symbols so far, how many of the last ones count: more need not be given. */
  readonly reach: number;
  /**
   * Natural logarithms of the probabilities of each symbol and, last, of the end: they sum up to one.
   * @param before all symbols so far, or as many as count
   * @returns [symbols + 1], the model's own: for the same symbols often the same array
   */
  next(before: readonly number[]): Float64Array;
}

/** How often each symbol followed some others. */
interface Followers {
  readonly counts: Map<number, number>;
  total: number;
}

/** Ahead of the first symbol. */
const BEGIN = -1;
/** Numbers that are kept of what was asked for before. */
const MOST_KNOWN = 1 << 20;

/**
 * An n-gram model counted from sentences, with Witten and Bell's smoothing, interpolated: as much weight goes to the
 * shorter context as it has had different followers, P(w|h) = (c(hw) + d(h) P(w|h')) / (c(h) + d(h)), down to all symbols
 * alike. Nothing to tune, never a zero, and what was seen often is trusted. (Witten, Bell 1991, doi:10.1109/18.87000,
 * method C; as in Chen, Goodman 1999, doi:10.1006/csla.1999.0128, section 2.4)
 */
export class NGram implements LanguageModel {
  readonly reach: number;
  private readonly contexts = new Map<string, Followers>();
  private readonly known = new Map<string, Float64Array>();

  /**
   * @param sentences symbols, numbers from 0
   * @param order symbols that count, the one to come included: 1 for how often each is there
   * @param symbols how many there are
   */
  constructor(
    sentences: Iterable<readonly number[]>,
    readonly order: number,
    readonly symbols: number,
  ) {
    this.reach = order - 1;
    for (const sentence of sentences) {
      const whole = [...sentence, symbols];
      whole.forEach((symbol, i) => {
        const context = this.contextOf(sentence, i);
        for (let from = 0; from <= context.length; from++) this.count(context.slice(from), symbol);
      });
    }
  }

  next(before: readonly number[]): Float64Array {
    const context = this.contextOf(before, before.length);
    const key = context.join();
    let logs = this.known.get(key);
    if (logs) return logs;
    if ((this.known.size + 1) * (this.symbols + 1) > MOST_KNOWN) this.known.clear();
    this.known.set(key, (logs = this.logsAfter(context)));
    return logs;
  }

  private logsAfter(context: readonly number[]): Float64Array {
    const shares = new Float64Array(this.symbols + 1).fill(1 / (this.symbols + 1));
    for (let from = context.length; from >= 0; from--) {
      const followers = this.contexts.get(context.slice(from).join());
      if (!followers) break;
      const { counts, total } = followers;
      const whole = total + counts.size;
      for (let k = 0; k < shares.length; k++) shares[k]! *= counts.size / whole;
      for (const [symbol, count] of counts) shares[symbol]! += count / whole;
    }
    return shares.map(Math.log);
  }

  /** The symbols that count before position `end`, the beginning of the sentence as one of them. */
  private contextOf(sentence: readonly number[], end: number): number[] {
    const start = end - (this.order - 1);
    const own = sentence.slice(Math.max(0, start), end);
    return start < 0 ? [BEGIN, ...own] : own;
  }

  private count(context: readonly number[], symbol: number): void {
    const key = context.join();
    let followers = this.contexts.get(key);
    if (!followers) this.contexts.set(key, (followers = { counts: new Map(), total: 0 }));
    followers.counts.set(symbol, (followers.counts.get(symbol) ?? 0) + 1);
    followers.total++;
  }
}
