/** Memory of this process after a collection. */
export interface ProcessMemory {
  readonly rssMb: number;
  readonly heapMb: number;
  /** WebAssembly memories and array buffers. */
  readonly buffersMb: number;
}

const BYTES_A_MB = 2 ** 20;

/** Needs `--expose-gc`, as only what a collection leaves can tell growth. */
export function processMemory(): ProcessMemory {
  if (!globalThis.gc) throw new Error('start this process with --expose-gc');
  globalThis.gc();
  const { rss, heapUsed, external } = process.memoryUsage();
  return { rssMb: rss / BYTES_A_MB, heapMb: heapUsed / BYTES_A_MB, buffersMb: external / BYTES_A_MB };
}
