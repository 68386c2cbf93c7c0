import { createXXHash128 } from 'hash-wasm';

/** Hashes whole contents, one after another; one instance per worker. */
export interface ContentHasher {
  /** XXH3, 128 bits, as 32 hex digits: names content and shows equality; not for security. */
  hash(...parts: readonly Uint8Array[]): string;
}

export async function createContentHasher(): Promise<ContentHasher> {
  const hasher = await createXXHash128();
  return {
    hash(...parts) {
      hasher.init();
      for (const part of parts) hasher.update(part);
      return hasher.digest('hex');
    },
  };
}

/**
 * The fingerprint of a pack: its compressed bytes and everything in its index but the fingerprint itself.
 * Keys keep the order they have in the file.
 */
export function packFingerprint(hasher: ContentHasher, index: object, bytes: Uint8Array): string {
  const rest = Object.entries(index).filter(([key]) => key !== 'fingerprint');
  return hasher.hash(bytes, new TextEncoder().encode(JSON.stringify(Object.fromEntries(rest))));
}
