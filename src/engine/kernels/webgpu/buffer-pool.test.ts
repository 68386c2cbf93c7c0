import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BufferPool, bucketBytes } from './buffer-pool.ts';

/** Counts what a device would hold. */
function countingDevice() {
  const alive = new Set<object>();
  const createBuffer = ({ size, usage }: GPUBufferDescriptor) => {
    const buffer = { size, usage, destroy: () => alive.delete(buffer) };
    alive.add(buffer);
    return buffer;
  };
  const bytes = () => [...alive].reduce((sum, buffer) => sum + (buffer as { size: number }).size, 0);
  const limits = { maxBufferSize: 2 ** 31, maxStorageBufferBindingSize: 2 ** 30 };
  return { device: { createBuffer, limits } as unknown as GPUDevice, bytes };
}

const STORAGE = 0x80;

describe('sizes of buffers', () => {
  it('hold what is asked for, at most an eighth more, whole quads, and the same for any size of a bucket', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 30 }), (bytes) => {
        const bucket = bucketBytes(bytes);
        expect(bucket).toBeGreaterThanOrEqual(bytes);
        expect(bucket).toBeLessThanOrEqual(Math.max(bytes * 1.125, bytes + 256));
        expect(bucket % 16).toBe(0);
        expect(bucketBytes(bucket)).toBe(bucket);
      }),
    );
  });
});

describe('the pool of buffers', () => {
  it('hands a buffer out again, for another size of its bucket too, and never twice at once', () => {
    const pool = new BufferPool(countingDevice().device);
    const first = pool.acquireBuffer(1000, STORAGE);
    const second = pool.acquireBuffer(1000, STORAGE);
    expect(second).not.toBe(first);
    pool.releaseBuffer(first);
    expect(pool.acquireBuffer(900, STORAGE)).toBe(first);
    expect(pool.acquireBuffer(900, STORAGE)).not.toBe(second);
    pool.releaseBuffer(second);
    expect(pool.acquireBuffer(1000, STORAGE | 4)).not.toBe(second);
  });

  it('gives back what lies idle beyond what is in use, and counts every byte', () => {
    const { device, bytes } = countingDevice();
    const pool = new BufferPool(device);
    const mebibyte = 2 ** 20;
    const kept = pool.acquireBuffer(40 * mebibyte, STORAGE);
    for (let i = 1; i <= 60; i++) pool.releaseBuffer(pool.acquireBuffer(i * mebibyte, STORAGE));
    expect(pool.numBytesUsed).toBe(kept.size);
    expect(pool.numBytesAllocated).toBe(bytes());
    expect(bytes() - kept.size).toBeLessThanOrEqual(40 * mebibyte);
    pool.releaseBuffer(kept);
    expect(bytes()).toBeLessThanOrEqual(32 * mebibyte);
    pool.dispose();
    expect(bytes()).toBe(0);
    expect(pool.numBytesAllocated).toBe(0);
  });
});
