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
    this.reach(HEAP_ADDRESS);
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
    let address = this.free.get(size)?.pop();
    if (address === undefined) {
      address = this.top;
      this.reach(address + size);
      this.top = address + size;
    }
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
    const same = this.free.get(size);
    if (same) same.push(address);
    else this.free.set(size, [address]);
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

  private reach(end: number): void {
    const have = this.memory.buffer.byteLength / PAGE_BYTES;
    const needed = Math.ceil(end / PAGE_BYTES);
    if (needed <= have) return;
    const wanted = Math.min(this.maximumPages, Math.max(needed, have + Math.max(GROWTH_PAGES, have >> 4)));
    for (const pages of [wanted, needed]) {
      try {
        this.memory.grow(pages - have);
        return;
      } catch {
        // Refused: less may be granted.
      }
    }
    throw new StudioError('train/out-of-memory', { bytes: end });
  }
}

function blockSize(bytes: number): number {
  if (bytes <= SMALLEST) return SMALLEST;
  const octave = 2 ** Math.floor(Math.log2(bytes - 1));
  const step = Math.max(SMALLEST, octave / STEPS_AN_OCTAVE);
  return Math.ceil(bytes / step) * step;
}
