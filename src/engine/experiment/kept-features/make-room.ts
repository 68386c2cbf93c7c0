/** Features of one dataset by one way to make them. */
export interface KeptSet {
  /** Digest of the way to make them. */
  readonly settings: string;
  readonly bytes: number;
  /** Milliseconds since any origin. */
  readonly usedAt: number;
  /** @returns false where it stays, as what another tab has open */
  remove(): Promise<boolean>;
}

export interface Bounds {
  /** For all features together. */
  readonly maxBytes: number;
  /** That the device still gives. */
  readonly freeBytes: number;
}

/**
 * Removes what was not used for longest until there is room for more; never what is made the same way, since that may be
 * under way; nothing at all where even all of it would not do.
 * @returns whether there is room
 */
export async function makeRoom(
  kept: readonly KeptSet[],
  wanted: { readonly settings: string; readonly bytes: number },
  { maxBytes, freeBytes }: Bounds,
): Promise<boolean> {
  const inOrder = [...kept].sort((a, b) => a.usedAt - b.usedAt);
  const removable = inOrder.filter(({ settings }) => settings !== wanted.settings);
  const total = sum(kept);
  const fits = (removed: number) => total - removed + wanted.bytes <= maxBytes && wanted.bytes <= freeBytes + removed;
  if (!fits(sum(removable))) return false;
  let removed = 0;
  for (const one of removable) {
    if (fits(removed)) return true;
    if (await one.remove()) removed += one.bytes;
  }
  return fits(removed);
}

function sum(sets: readonly KeptSet[]): number {
  return sets.reduce((bytes, one) => bytes + one.bytes, 0);
}
