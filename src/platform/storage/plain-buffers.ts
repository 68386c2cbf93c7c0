type Samples = Float32Array | Int32Array | Uint8Array;

/**
 * The same values over a buffer of their own. Storing a view stores the whole buffer below it, and a shared one
 * cannot be stored at all.
 */
export function compact<T extends Samples>(view: T): T {
  const { buffer } = view;
  const whole = buffer instanceof ArrayBuffer && buffer.byteLength === view.byteLength;
  return whole ? view : (view.slice() as T);
}

/** Plain data with every view in it made {@link compact}; what needs no change is not copied. */
export function withPlainBuffers<T>(value: T): T {
  if (isSamples(value)) return compact(value);
  if (Array.isArray(value)) return value.map(withPlainBuffers) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withPlainBuffers(item)])) as T;
}

function isSamples(value: unknown): value is Samples {
  return value instanceof Float32Array || value instanceof Int32Array || value instanceof Uint8Array;
}
