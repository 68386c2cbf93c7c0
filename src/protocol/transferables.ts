/**
 * The buffers inside plain data that can be handed over instead of copied; shared ones need neither.
 * Only for data that the sender does not use again.
 */
export function buffersIn(value: unknown): ArrayBuffer[] {
  const found = new Set<ArrayBuffer>();
  collect(value, found);
  return [...found];
}

function collect(value: unknown, found: Set<ArrayBuffer>): void {
  if (ArrayBuffer.isView(value)) {
    // An empty one has nothing to hand over, and may have been handed over before, which works once.
    if (value.buffer instanceof ArrayBuffer && value.buffer.byteLength > 0) found.add(value.buffer);
  } else if (Array.isArray(value)) {
    // Long lists hold numbers or text, never buffers behind a first element that is neither.
    if (typeof value[0] === 'object') for (const item of value) collect(item, found);
  } else if (value !== null && typeof value === 'object') {
    for (const item of Object.values(value)) collect(item, found);
  }
}
