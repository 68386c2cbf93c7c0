export type EditKind = 'equal' | 'substituted' | 'deleted' | 'inserted';

/** One place of an alignment: what was said, and what was heard; null where there is nothing. */
export interface AlignedPair<T> {
  readonly kind: EditKind;
  readonly reference: T | null;
  readonly hypothesis: T | null;
}

const [DIAGONAL, DOWN, ALONG] = [0, 1, 2];

/**
 * The cheapest way from what was said to what was heard, where a substitution, a deletion and an insertion cost one each
 * (Levenshtein 1966). Of several ways that which, looked at from the end, takes a pair before a deletion and a deletion
 * before an insertion: so an alignment is the same wherever it is made.
 */
export function align<T>(reference: readonly T[], hypothesis: readonly T[]): AlignedPair<T>[] {
  const width = hypothesis.length + 1;
  const ways = new Uint8Array((reference.length + 1) * width).fill(ALONG, 1, width);
  let above = Uint32Array.from({ length: width }, (_, j) => j);
  for (let i = 1; i <= reference.length; i++) {
    const own = new Uint32Array(width);
    own[0] = i;
    ways[i * width] = DOWN;
    for (let j = 1; j < width; j++) {
      const pair = above[j - 1]! + (reference[i - 1] === hypothesis[j - 1] ? 0 : 1);
      const deletion = above[j]! + 1;
      const least = Math.min(pair, deletion, own[j - 1]! + 1);
      own[j] = least;
      ways[i * width + j] = least === pair ? DIAGONAL : least === deletion ? DOWN : ALONG;
    }
    above = own;
  }
  const pairs: AlignedPair<T>[] = [];
  for (let i = reference.length, j = hypothesis.length; i > 0 || j > 0;) {
    const way = ways[i * width + j]!;
    const said = way === ALONG ? null : reference[--i]!;
    const heard = way === DOWN ? null : hypothesis[--j]!;
    const kind = way === ALONG ? 'inserted' : way === DOWN ? 'deleted' : said === heard ? 'equal' : 'substituted';
    pairs.push({ kind, reference: said, hypothesis: heard });
  }
  return pairs.reverse();
}
