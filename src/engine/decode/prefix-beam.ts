import { StudioError } from '../core/errors.ts';
import { logSoftmaxRow } from '../metrics/log-softmax.ts';
import type { LanguageModel } from './n-gram.ts';

export interface BeamOptions {
  /** Beginnings that are kept from frame to frame. */
  readonly width: number;
  /** Class between symbols. */
  readonly blank: number;
  /** Reads classes as symbols: those above the blank count one less. */
  readonly language?: {
    readonly model: LanguageModel;
    /** Weight of its logarithms: alpha. */
    readonly weight: number;
    /** Added for each symbol, since a model likes few: beta. */
    readonly bonus: number;
  };
}

/** What may have been said. */
export interface Hypothesis {
  /** Classes. */
  readonly symbols: readonly number[];
  /** Natural logarithm of the probability of all its paths that were kept; with a beam wide enough, of all. */
  readonly logProbability: number;
  /** The same and what the language model adds: what hypotheses are ordered by. */
  readonly score: number;
}

/** A beginning, and the paths that say it, apart by how they end. */
interface Prefix {
  readonly parent: Prefix | null;
  readonly symbol: number;
  /** Of the language model: weights times logarithms, and bonuses. */
  readonly language: number;
  /** By class, those that are kept or that kept ones go on from. */
  readonly children: Map<number, Prefix>;
  kept: boolean;
  /** log P of the paths that end in a blank, and of those that end in its last symbol. */
  blank: number;
  label: number;
  /** The same in the frame to come. */
  nextBlank: number;
  nextLabel: number;
  /** What each class to come adds, once asked for; last, the end. */
  additions: Float64Array | null;
}

/** log(e^a + e^b) */
function logAdd(a: number, b: number): number {
  const top = Math.max(a, b);
  return top === -Infinity ? top : top + Math.log1p(Math.exp(Math.min(a, b) - top));
}

/**
 * Prefix beam search for CTC, frame by frame (Hannun, Maas, Jurafsky, Ng 2014, arXiv:1408.2873, algorithm 1, in logarithms
 * and with a model of symbols): log P(said | sound) + alpha log P(said) + beta symbols. Where two score alike, that
 * which was kept first, then the lowest class, comes first.
 */
export class PrefixBeam {
  private beam: Prefix[];
  private readonly nothing: Float64Array;
  /** By what the language model said. */
  private readonly known = new WeakMap<Float64Array, Float64Array>();

  /** @throws RangeError for a width below 1 */
  constructor(
    private readonly classes: number,
    private readonly options: BeamOptions,
  ) {
    if (!(options.width >= 1)) throw new RangeError(`a beam of ${options.width}`);
    this.nothing = new Float64Array(classes + 1);
    const root = this.prefix(null, -1, 0);
    root.blank = 0;
    root.kept = true;
    this.beam = [root];
  }

  /** @param logProbabilities of the classes in the next frame, [K] */
  push(logProbabilities: Float64Array): void {
    const { blank } = this.options;
    for (const prefix of this.beam) {
      const { parent, symbol } = prefix;
      prefix.nextBlank = totalOf(prefix) + logProbabilities[blank]!;
      if (!parent) continue;
      // The same symbol again is another one only after a blank.
      const onward = !parent.kept ? -Infinity : symbol === parent.symbol ? parent.blank : totalOf(parent);
      prefix.nextLabel = logAdd(prefix.label, onward) + logProbabilities[symbol]!;
    }
    const best = new Best(this.options.width);
    for (const prefix of this.beam) best.offer(logAdd(prefix.nextBlank, prefix.nextLabel) + prefix.language, prefix);
    const most = this.options.language?.bonus ?? 0;
    for (const parent of this.beam) {
      const total = totalOf(parent);
      for (let symbol = 0; symbol < this.classes; symbol++) {
        const label = (symbol === parent.symbol ? parent.blank : total) + logProbabilities[symbol]!;
        // No model adds more than the bonus: most frames are over before it is asked.
        if (symbol === blank || !best.takes(label + parent.language + most)) continue;
        const score = label + parent.language + this.additionsOf(parent)[symbol]!;
        if (!best.takes(score) || parent.children.get(symbol)?.kept) continue;
        best.offer(score, { parent, symbol, label });
      }
    }
    const before = this.beam;
    this.beam = best.items.map((item) => ('language' in item ? item : this.begin(item)));
    for (const prefix of before) prefix.kept = false;
    for (const prefix of this.beam) {
      prefix.kept = true;
      prefix.blank = prefix.nextBlank;
      prefix.label = prefix.nextLabel;
    }
    before.forEach(forget);
  }

  /**
   * The best so far, at most so many.
   * @param ended whether nothing more comes: the language model then counts the end too
   */
  hypotheses(count: number, ended = true): Hypothesis[] {
    return this.beam
      .map((prefix) => {
        const logProbability = totalOf(prefix);
        const end = ended ? this.additionsOf(prefix)[this.classes]! : 0;
        return { symbols: symbolsOf(prefix), logProbability, score: logProbability + prefix.language + end };
      })
      .toSorted((a, b) => b.score - a.score)
      .slice(0, count);
  }

  private prefix(parent: Prefix | null, symbol: number, language: number): Prefix {
    const [none, children] = [-Infinity, new Map<number, Prefix>()];
    const paths = { blank: none, label: none, nextBlank: none, nextLabel: none };
    return { parent, symbol, language, children, kept: false, ...paths, additions: null };
  }

  /** A beginning that was not kept before, or not for a while. */
  private begin({ parent, symbol, label }: Extension): Prefix {
    let child = parent.children.get(symbol);
    if (!child) {
      child = this.prefix(parent, symbol, parent.language + this.additionsOf(parent)[symbol]!);
      parent.children.set(symbol, child);
    }
    child.nextBlank = -Infinity;
    child.nextLabel = label;
    return child;
  }

  private additionsOf(prefix: Prefix): Float64Array {
    if (prefix.additions) return prefix.additions;
    const { language, blank } = this.options;
    if (!language) return (prefix.additions = this.nothing);
    const toSymbol = (k: number): number => (k > blank ? k - 1 : k);
    const logs = language.model.next(symbolsOf(prefix, language.model.reach).map(toSymbol));
    const known = this.known.get(logs);
    if (known) return (prefix.additions = known);
    const additions = new Float64Array(this.classes + 1);
    this.known.set(logs, additions);
    for (let k = 0; k < this.classes; k++)
      if (k !== blank) additions[k] = language.weight * logs[toSymbol(k)]! + language.bonus;
    additions[this.classes] = language.weight * logs[this.classes - 1]!;
    return (prefix.additions = additions);
  }
}

interface Extension {
  readonly parent: Prefix;
  readonly symbol: number;
  readonly label: number;
}

const totalOf = ({ blank, label }: Prefix): number => logAdd(blank, label);

/** Lets go of a beginning that is not kept, and of those before it, unless something kept goes on from them. */
function forget(prefix: Prefix): void {
  for (let at = prefix; at.parent && !at.kept && at.children.size === 0; at = at.parent)
    at.parent.children.delete(at.symbol);
}

/** @param most of the last ones */
function symbolsOf(prefix: Prefix, most = Infinity): number[] {
  const symbols: number[] = [];
  for (let at = prefix; at.parent && symbols.length < most; at = at.parent) symbols.push(at.symbol);
  return symbols.reverse();
}

/** The best of what is offered, the best first; of equals those that came first. */
class Best {
  readonly items: (Prefix | Extension)[] = [];
  private readonly scores: number[] = [];

  constructor(private readonly most: number) {}

  /** Whether something of this score would be among them. */
  takes(score: number): boolean {
    return score > (this.items.length < this.most ? -Infinity : this.scores[this.most - 1]!);
  }

  offer(score: number, item: Prefix | Extension): void {
    if (!this.takes(score)) return;
    const { items, scores, most } = this;
    let at = items.length;
    while (at > 0 && scores[at - 1]! < score) at--;
    items.splice(at, 0, item);
    scores.splice(at, 0, score);
    if (items.length > most) {
      items.pop();
      scores.pop();
    }
  }
}

/**
 * What one utterance may have been, the best first.
 * @param logits valid frames only, [T, K]
 * @param count at most so many
 * @throws StudioError `train/not-finite` for logits that are no numbers
 */
export function beamDecode(logits: Float32Array, classes: number, count: number, options: BeamOptions): Hypothesis[] {
  const beam = new PrefixBeam(classes, options);
  const row = new Float64Array(classes);
  for (let frame = 0; frame < logits.length / classes; frame++) {
    logSoftmaxRow(logits, frame, 1, row);
    if (row.some(Number.isNaN)) throw new StudioError('train/not-finite', { term: 'logits', row: frame });
    beam.push(row);
  }
  return beam.hypotheses(count);
}
