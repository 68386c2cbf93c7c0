/** Buffers of one size that travel to another thread and come back: after the first few, none is allocated. */
export class BufferPool {
  private readonly free: ArrayBuffer[] = [];

  constructor(readonly bytes: number) {}

  take(): Float32Array<ArrayBuffer> {
    return new Float32Array(this.free.pop() ?? new ArrayBuffer(this.bytes));
  }

  /** Takes a buffer back; false when it is not one of this pool's size. */
  give(buffer: ArrayBuffer): boolean {
    if (buffer.byteLength !== this.bytes) return false;
    this.free.push(buffer);
    return true;
  }
}
