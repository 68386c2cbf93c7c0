import { StudioError } from '../../core/errors.ts';
import { HEAP_ADDRESS, PAGE_BYTES } from './layout.ts';

/** Sizes of blocks: four to an octave, so that at most a fifth is wasted and a size met again finds its block. */
const STEPS_AN_OCTAVE = 4;
const SMALLEST = 64;
/** Memory grows by a sixteenth of what there is, at least by 4 MiB. */
const GROWTH_PAGES = 64;

/**
 * Hands out blocks of the kernels' memory, 64 bytes aligned and never moved. A block that is freed serves the next request
 * of its size. Not cleared.
 */
export class Heap {
  private top = HEAP_ADDRESS;
  private readonly free = new Map<number, number[]>();
  private readonly sizes = new Map<number, number>();
  private used = 0;

  constructor(
    private readonly memory: WebAssembly.Memory,
    private readonly maximumPages: number,
  ) {
    if (!this.reach(HEAP_ADDRESS)) throw new StudioError('train/out-of-memory', { bytes: HEAP_ADDRESS });
  }

  /** Bytes in blocks that are in use. */
  get usedBytes(): number {
    return this.used;
  }

  /** Bytes that the blocks in use and the free ones take together: what a run has needed at its peak. */
  get reachedBytes(): number {
    return this.top - HEAP_ADDRESS;
  }

  /**
   * Address of a block with room for `bytes`; 32 bytes beyond may be read too.
   * @throws StudioError `train/out-of-memory` when the browser gives no more
   */
  allocate(bytes: number): number {
    const size = blockSize(bytes + 32);
    const address = this.free.get(size)?.pop() ?? this.extend(size) ?? this.carve(size);
    if (address === null) throw new StudioError('train/out-of-memory', { bytes: this.top + size });
    this.sizes.set(address, size);
    this.used += size;
    return address;
  }

  /** Gives a block back. */
  release(address: number): void {
    const size = this.sizes.get(address);
    if (size === undefined) throw new RangeError(`no block at ${address}`);
    this.sizes.delete(address);
    this.used -= size;
    this.keep(address, size);
  }

  /** Runs work that needs temporary blocks; they are given back however it ends. */
  scope<T>(work: (room: (bytes: number) => number) => T): T {
    const blocks: number[] = [];
    try {
      return work((bytes) => {
        const address = this.allocate(bytes);
        blocks.push(address);
        return address;
      });
    } finally {
      for (const address of blocks) this.release(address);
    }
  }

  private keep(address: number, size: number): void {
    const same = this.free.get(size);
    if (same) same.push(address);
    else this.free.set(size, [address]);
  }

  /** A block above all others; null when the memory ends there. */
  private extend(size: number): number | null {
    const address = this.top;
    if (!this.reach(address + size)) return null;
    this.top = address + size;
    return address;
  }

  /** A block out of free ones that lie side by side: the last resort, since it looks at all of them. */
  private carve(size: number): number | null {
    const blocks = [...this.free].flatMap(([own, addresses]) => addresses.map((address) => ({ address, size: own })));
    blocks.sort((a, b) => a.address - b.address);
    this.free.clear();
    const joined: { address: number; size: number }[] = [];
    for (const block of blocks) {
      const last = joined.at(-1);
      if (last && last.address + last.size === block.address) last.size += block.size;
      else joined.push({ ...block });
    }
    const fitting = joined.filter((block) => block.size >= size);
    const best = fitting.reduce<(typeof joined)[number] | null>(
      (least, block) => (least && least.size <= block.size ? least : block),
      null,
    );
    for (const block of joined) if (block !== best) this.keep(block.address, block.size);
    if (!best) return null;
    if (best.size > size) this.keep(best.address + size, best.size - size);
    return best.address;
  }

  /** Grows the memory where it ends before `end`; whether it then reaches so far. */
  private reach(end: number): boolean {
    const have = this.memory.buffer.byteLength / PAGE_BYTES;
    const needed = Math.ceil(end / PAGE_BYTES);
    if (needed <= have) return true;
    if (needed > this.maximumPages) return false;
    const wanted = Math.min(this.maximumPages, Math.max(needed, have + Math.max(GROWTH_PAGES, have >> 4)));
    for (const pages of [wanted, needed]) {
      try {
        this.memory.grow(pages - have);
        return true;
      } catch {
        // Refused: less may be granted.
      }
    }
    return false;
  }
}

function blockSize(bytes: number): number {
  if (bytes <= SMALLEST) return SMALLEST;
  const octave = 2 ** Math.floor(Math.log2(bytes - 1));
  const step = Math.max(SMALLEST, octave / STEPS_AN_OCTAVE);
  return Math.ceil(bytes / step) * step;
}
