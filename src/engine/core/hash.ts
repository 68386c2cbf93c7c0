/**
 * Digests that show equality (of weights, batches, settings) and name things; not for security.
 * 64 bits as 16 hex digits: two FNV-1a style lanes with murmur finalisers over the bytes.
 */
export class Digest {
  private low = 0x811c9dc5;
  private high = 0x01000193 ^ 0x9e3779b9;
  private length = 0;

  bytes(data: Uint8Array): this {
    let low = this.low;
    let high = this.high;
    for (let i = 0; i < data.length; i++) {
      const byte = data[i]!;
      // Both stay whole numbers of 32 bits, which engines keep as such.
      low = Math.imul(low ^ byte, 0x01000193);
      high = (Math.imul(high ^ byte ^ (low >>> 24), 0x85ebca6b) + 0x1b873593) | 0;
    }
    this.low = low;
    this.high = high;
    this.length += data.length;
    return this;
  }

  /** Any typed array, by its bytes (little-endian machines only, as every browser's). */
  array(data: ArrayBufferView): this {
    return this.bytes(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  }

  text(text: string): this {
    return this.bytes(new TextEncoder().encode(text));
  }

  hex(): string {
    const finish = (h: number): string => {
      h ^= this.length;
      h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
      h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
      return ((h ^ (h >>> 16)) >>> 0).toString(16).padStart(8, '0');
    };
    return finish(this.high) + finish(this.low);
  }
}

/** Digest of plain data: keys sorted, so that equal data has equal digests. */
export function digestOf(value: unknown): string {
  return new Digest().text(canonical(value)).hex();
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(',')}}`;
  }
  return JSON.stringify(value) ?? 'undefined';
}
