import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StudioError } from '../../core/errors.ts';
import { Heap } from './heap.ts';
import { HEAP_ADDRESS, PAGE_BYTES } from './layout.ts';

const FIRST_PAGES = HEAP_ADDRESS / PAGE_BYTES;

/** A heap whose memory may grow by so many pages. */
function heapOf(pages: number): { heap: Heap; memory: WebAssembly.Memory } {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: FIRST_PAGES + pages, shared: true });
  return { heap: new Heap(memory, FIRST_PAGES + pages), memory };
}

const thrownBy = (work: () => unknown): unknown => {
  try {
    work();
  } catch (thrown) {
    return thrown;
  }
  return null;
};

const outOfMemory = { code: 'train/out-of-memory' };

describe('the heap', () => {
  it('hands out aligned blocks within the memory that never overlap, whatever is asked for and given back', () => {
    const step = fc.oneof(
      { weight: 3, arbitrary: fc.record({ bytes: fc.oneof(fc.nat(300), fc.nat(200_000)) }) },
      { weight: 2, arbitrary: fc.record({ release: fc.nat() }) },
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), fc.constantFrom(8, 40, 1000), (steps, pages) => {
        const { heap, memory } = heapOf(pages);
        const held: { address: number; bytes: number }[] = [];
        for (const step of steps) {
          if ('release' in step) {
            const [block] = held.splice(step.release % Math.max(1, held.length), 1);
            if (block) heap.release(block.address);
            continue;
          }
          const { bytes } = step;
          const before = heap.usedBytes;
          const failure = thrownBy(() => held.push({ address: heap.allocate(bytes), bytes }));
          if (failure) {
            expect(failure).toMatchObject(outOfMemory);
            expect(heap.usedBytes).toBe(before);
            continue;
          }
          const { address } = held.at(-1)!;
          expect(address % 64).toBe(0);
          expect(address).toBeGreaterThanOrEqual(HEAP_ADDRESS);
          expect(address + bytes + 32).toBeLessThanOrEqual(memory.buffer.byteLength);
          for (const other of held.slice(0, -1))
            expect(address >= other.address + other.bytes + 32 || other.address >= address + bytes + 32).toBe(true);
        }
        for (const { address } of held) heap.release(address);
        expect(heap.usedBytes).toBe(0);
        // Whatever was cut up before, all of it can be had again as one block.
        expect(heap.allocate(Math.floor(0.7 * heap.reachedBytes))).toBeGreaterThanOrEqual(HEAP_ADDRESS);
      }),
      { numRuns: 150 },
    );
  });

  it('gives a block of the same size the place of one that was given back', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), (bytes) => {
        const { heap } = heapOf(100);
        const first = heap.allocate(bytes);
        heap.allocate(64);
        heap.release(first);
        const reached = heap.reachedBytes;
        expect(heap.allocate(bytes)).toBe(first);
        expect(heap.reachedBytes).toBe(reached);
      }),
    );
  });

  it('wastes at most a quarter of a large block', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1000, max: 1_000_000 }), (bytes) => {
        const { heap } = heapOf(100);
        heap.allocate(bytes);
        expect(heap.usedBytes).toBeLessThanOrEqual(1.25 * (bytes + 32) + 64);
      }),
    );
  });

  it('says that memory is at its end, and goes on', () => {
    const { heap } = heapOf(16);
    const blocks: number[] = [];
    const failure = thrownBy(() => {
      for (;;) blocks.push(heap.allocate(100_000));
    });
    expect(failure).toBeInstanceOf(StudioError);
    expect(failure).toMatchObject(outOfMemory);
    expect(blocks.length).toBeGreaterThan(5);
    expect(thrownBy(() => heap.allocate(5e9))).toMatchObject(outOfMemory);
    heap.release(blocks.pop()!);
    blocks.push(heap.allocate(100_000));
    // Free blocks that lie side by side serve a larger one.
    for (const address of blocks) heap.release(address);
    const large = heap.allocate(500_000);
    heap.release(large);
    expect(heap.usedBytes).toBe(0);
  });

  it('gives temporary blocks back, also when the work fails', () => {
    const { heap } = heapOf(100);
    const sum = heap.scope((room) => {
      const addresses = [room(10), room(1000), room(10)];
      expect(new Set(addresses).size).toBe(3);
      expect(heap.usedBytes).toBeGreaterThan(1000);
      return addresses.length;
    });
    expect(sum).toBe(3);
    expect(heap.usedBytes).toBe(0);
    const failure = thrownBy(() => heap.scope((room) => [room(10), room(1e12)]));
    expect(failure).toMatchObject(outOfMemory);
    expect(heap.usedBytes).toBe(0);
  });

  it('refuses to take back what it has not given, or twice', () => {
    const { heap } = heapOf(10);
    const address = heap.allocate(10);
    heap.release(address);
    expect(() => heap.release(address)).toThrow(RangeError);
    expect(() => heap.release(HEAP_ADDRESS + 64_000)).toThrow(RangeError);
  });
});
