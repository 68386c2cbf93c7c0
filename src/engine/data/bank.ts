/**
 * Zeroed samples for a dataset: over a SharedArrayBuffer where one can be made (Node, isolated pages), so that
 * workers read the same memory; else over an ArrayBuffer.
 */
export function allocateBank(samples: number): Float32Array {
  const bytes = samples * Float32Array.BYTES_PER_ELEMENT;
  if (typeof SharedArrayBuffer === 'undefined') return new Float32Array(new ArrayBuffer(bytes));
  return new Float32Array(new SharedArrayBuffer(bytes));
}

/**
 * Room for features that come and go, used again and again: what threads share is given back long after nobody needs it.
 * Null where memory cannot be shared: there what is handed over is gone, and each block has its own.
 */
export function sharedRoom(floats: number): Float32Array | null {
  return typeof SharedArrayBuffer === 'undefined' ? null : allocateBank(floats);
}
