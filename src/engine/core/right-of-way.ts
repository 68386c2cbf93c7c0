/** How long one claim holds others up, at most. */
const LONGEST_MS = 20;

/**
 * Lets one thread have a processor at once that others would have to share with it. It claims the right of way while it
 * has something to do that a person waits for; the others look for a claim between two tasks and sleep until it is ceded.
 */
export class RightOfWay {
  /** One word, shared: counts claims and cessions, so it is odd while there is a claim. For {@link GivingWay}. */
  readonly words = new Int32Array(new SharedArrayBuffer(4));

  claim(): void {
    if (!isClaim(Atomics.load(this.words, 0))) Atomics.add(this.words, 0, 1);
  }

  cede(): void {
    if (!isClaim(Atomics.load(this.words, 0))) return;
    Atomics.add(this.words, 0, 1);
    Atomics.notify(this.words, 0);
  }
}

/** The other side of a {@link RightOfWay}, for a thread that may sleep. */
export class GivingWay {
  private words: Int32Array | null = null;
  private heeded = 0;

  /** @param words of the one to give way to */
  to(words: Int32Array): void {
    this.words = words;
  }

  /** Sleeps until the claim is ceded: not for long, and once for each, so that a claim that is forgotten costs little. */
  pass(): void {
    if (!this.words) return;
    const claim = Atomics.load(this.words, 0);
    if (!isClaim(claim) || claim === this.heeded) return;
    Atomics.wait(this.words, 0, claim, LONGEST_MS);
    this.heeded = claim;
  }
}

function isClaim(count: number): boolean {
  return (count & 1) === 1;
}
