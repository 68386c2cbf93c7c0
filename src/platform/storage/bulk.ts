/** Floats of one part: 256 KB, of which the page's thread copies several into the database in one task. */
export const PART_FLOATS = 1 << 16;

/** Stands in a record for an array that is kept in parts beside it. */
interface InParts {
  readonly inParts: { readonly first: number; readonly length: number };
}

/** A record without its long arrays, and these in parts, to be written one by one. */
export interface Split<T> {
  /** `value` with long arrays replaced; only {@link joinBulk} gives its type back. */
  readonly light: T;
  /** Views, each of at most so many values as a part may have. */
  readonly parts: readonly Float32Array[];
}

/**
 * Takes the long arrays out of plain data. A database copies a record in one go on the thread that writes it: a net of
 * a million weights with its moments would hold up the page for a tenth of a second.
 */
export function splitBulk<T>(value: T, partFloats = PART_FLOATS): Split<T> {
  const parts: Float32Array[] = [];
  const light = mapped(value, (item) => {
    if (!(item instanceof Float32Array) || item.length <= partFloats) return item;
    const inParts = { first: parts.length, length: item.length };
    for (let from = 0; from < item.length; from += partFloats) parts.push(item.subarray(from, from + partFloats));
    return { inParts };
  });
  return { light, parts };
}

/**
 * What {@link splitBulk} took apart.
 * @throws RangeError when parts are missing
 */
export function joinBulk<T>({ light, parts }: Split<T>): T {
  return mapped(light, (item) => {
    if (!isInParts(item)) return item;
    const { first, length } = item.inParts;
    const whole = new Float32Array(length);
    for (let from = 0, at = first; from < length; at++) {
      const part = parts[at];
      if (!part?.length) throw new RangeError(`part ${at} of a record is missing`);
      whole.set(part, from);
      from += part.length;
    }
    return whole;
  });
}

function isInParts(item: unknown): item is InParts {
  return item !== null && typeof item === 'object' && 'inParts' in item;
}

/** Plain data with `replace` asked of everything in it; what it changes is not looked into. */
function mapped<T>(value: T, replace: (item: unknown) => unknown): T {
  const replaced = replace(value);
  if (replaced !== value || value === null || typeof value !== 'object' || ArrayBuffer.isView(value))
    return replaced as T;
  if (Array.isArray(value)) return value.map((item: unknown) => mapped(item, replace)) as T;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapped(item, replace)])) as T;
}
