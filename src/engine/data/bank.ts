/**
 * Zeroed samples for a dataset: over a SharedArrayBuffer where one can be made (Node, isolated pages), so that
 * workers read the same memory; else over an ArrayBuffer.
 */
export function allocateBank(samples: number): Float32Array {
  const bytes = samples * Float32Array.BYTES_PER_ELEMENT;
  if (typeof SharedArrayBuffer === 'undefined') return new Float32Array(new ArrayBuffer(bytes));
  return new Float32Array(new SharedArrayBuffer(bytes));
}
