import { describe, expect, it } from 'vitest';
import { KernelMemory } from './kernel-memory.ts';

const read = (memory: KernelMemory, address: number, words: number) => [
  ...memory.floats.subarray(address / 4, address / 4 + words),
];

describe('KernelMemory', () => {
  it('gives places that are aligned, empty and apart', () => {
    const memory = new KernelMemory();
    const [one, other] = [memory.allocate(5), memory.allocate(1)];
    expect([one % 16, other % 16]).toEqual([0, 0]);
    expect(other - one).toBeGreaterThanOrEqual(20);
    memory.floats.fill(7, one / 4, one / 4 + 5);
    expect(read(memory, other, 1)).toEqual([0]);
  });

  it('keeps what it holds when it grows', () => {
    const memory = new KernelMemory();
    const small = memory.place(Float32Array.of(1, 2, 3));
    const large = memory.allocate(2 ** 20);
    expect(memory.floats.length * 4).toBeGreaterThanOrEqual(large + 4 * 2 ** 20);
    expect(read(memory, small, 3)).toEqual([1, 2, 3]);
    memory.kernels.emphasise(small, 3, 1, large);
    expect(read(memory, small, 3)).toEqual([1, 1, 1]);
  });

  it('says that there is no memory where the browser refuses one', () => {
    const { Memory } = WebAssembly;
    WebAssembly.Memory = class {
      constructor() {
        throw new RangeError('could not allocate memory');
      }
    } as never;
    try {
      expect(() => new KernelMemory()).toThrow(expect.objectContaining({ code: 'data/no-memory-for-kernels' }));
    } finally {
      WebAssembly.Memory = Memory;
    }
  });

  it('belongs to one owner', () => {
    const [mine, theirs] = [new KernelMemory(), new KernelMemory()];
    const address = mine.place(Float32Array.of(5));
    expect(theirs.place(Float32Array.of(6))).toBe(address);
    expect(read(mine, address, 1)).toEqual([5]);
  });

  it('takes a stretch of samples as it takes all of them', () => {
    const memory = new KernelMemory();
    const address = memory.allocate(4);
    const samples = Float32Array.of(1, 2, 3, 4);
    memory.write(samples, 1, 2, address);
    expect(read(memory, address, 4)).toEqual([2, 3, 0, 0]);
    memory.write(samples, 0, 4, address);
    expect(read(memory, address, 4)).toEqual([1, 2, 3, 4]);
  });
});
