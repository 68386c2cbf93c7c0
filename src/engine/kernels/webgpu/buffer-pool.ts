import { StudioError } from '../../core/errors.ts';

/** Sizes are multiples of this: a kernel may read four numbers at once up to the end. */
const GRANULE_BYTES = 256;
/** Steps between two powers of two: at most an eighth of a buffer is unused. */
const STEPS_AN_OCTAVE = 8;
/** Free memory that is kept however little is in use. */
const KEPT_BYTES = 32 * 2 ** 20;

/** The size that a buffer of at least so many bytes has. */
export function bucketBytes(bytes: number): number {
  const octave = 2 ** Math.floor(Math.log2(Math.max(bytes, 1)));
  const step = Math.max(GRANULE_BYTES, octave / STEPS_AN_OCTAVE);
  return Math.max(GRANULE_BYTES, Math.ceil(bytes / step) * step);
}

interface FreeBuffer {
  readonly buffer: GPUBuffer;
  /** Order of release. */
  readonly age: number;
}

/**
 * Takes the place of tfjs's buffer manager, which keeps a free list for every exact size and never gives anything back:
 * here sizes are bucketed, so that lengths that vary from batch to batch share buffers, and what lies idle is destroyed,
 * the longest idle first, beyond as much as is in use.
 */
export class BufferPool {
  numBytesUsed = 0;
  numBytesAllocated = 0;
  private readonly used = new Set<GPUBuffer>();
  private readonly free = new Map<string, FreeBuffer[]>();
  private freeCount = 0;
  private releases = 0;
  /** Of one buffer: a larger one could not be made, or not be handed to a kernel. */
  private readonly mostBytes: number;

  constructor(private readonly device: GPUDevice) {
    const { maxBufferSize, maxStorageBufferBindingSize } = device.limits;
    this.mostBytes = Math.min(maxBufferSize, maxStorageBufferBindingSize);
  }

  /**
   * @param reuse false: a buffer of exactly that size that is destroyed when it is released
   * @throws StudioError `train/out-of-memory` for more than this device has in one piece
   */
  acquireBuffer(size: number, usage: GPUBufferUsageFlags, mappedAtCreation = false, reuse = true): GPUBuffer {
    const bytes = reuse ? bucketBytes(size) : size;
    if (bytes > this.mostBytes) throw new StudioError('train/out-of-memory', { bytes });
    const idle = reuse && !mappedAtCreation ? this.free.get(keyOf(bytes, usage))?.pop()?.buffer : undefined;
    if (idle) this.freeCount--;
    else this.numBytesAllocated += bytes;
    const buffer = idle ?? this.device.createBuffer({ size: bytes, usage, mappedAtCreation });
    this.used.add(buffer);
    this.numBytesUsed += bytes;
    return buffer;
  }

  releaseBuffer(buffer: GPUBuffer, reuse = true): void {
    if (!this.used.delete(buffer)) return;
    this.numBytesUsed -= buffer.size;
    if (!reuse) return this.destroy(buffer);
    const key = keyOf(buffer.size, buffer.usage);
    const list = this.free.get(key) ?? [];
    list.push({ buffer, age: this.releases++ });
    this.free.set(key, list);
    this.freeCount++;
    this.trim();
  }

  getNumUsedBuffers(): number {
    return this.used.size;
  }

  getNumFreeBuffers(): number {
    return this.freeCount;
  }

  dispose(): void {
    for (const buffer of this.used) buffer.destroy();
    for (const { buffer } of [...this.free.values()].flat()) buffer.destroy();
    this.used.clear();
    this.free.clear();
    this.freeCount = this.numBytesUsed = this.numBytesAllocated = 0;
  }

  /** Of a size the last released is taken first, so the first of a list is the one longest idle. */
  private trim(): void {
    while (this.numBytesAllocated - this.numBytesUsed > Math.max(KEPT_BYTES, this.numBytesUsed)) {
      const oldest = [...this.free.values()]
        .filter((list) => list.length > 0)
        .reduce((a, b) => (b[0]!.age < a[0]!.age ? b : a));
      this.freeCount--;
      this.destroy(oldest.shift()!.buffer);
    }
  }

  private destroy(buffer: GPUBuffer): void {
    this.numBytesAllocated -= buffer.size;
    buffer.destroy();
  }
}

function keyOf(bytes: number, usage: GPUBufferUsageFlags): string {
  return `${bytes} ${usage}`;
}
