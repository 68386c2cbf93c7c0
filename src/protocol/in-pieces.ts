/** What is written or read of a long list in one task: some ten milliseconds' worth of utterances. */
const ITEMS = 4096;

/** Hands a list over piece by piece, each in a task of its own. @param give settles when it has crossed */
export async function giveInPieces<T>(
  items: readonly T[],
  give: (piece: readonly T[]) => Promise<unknown>,
): Promise<void> {
  for (let from = 0; from < items.length; from += ITEMS) await give(items.slice(from, from + ITEMS));
}

/** Takes a list of so many items over in the same way. */
export async function takeInPieces<T>(
  count: number,
  take: (from: number, to: number) => Promise<readonly T[]>,
): Promise<readonly T[]> {
  const items: T[] = [];
  while (items.length < count) {
    const piece = await take(items.length, Math.min(count, items.length + ITEMS));
    if (piece.length === 0) throw new RangeError('the list has ended early');
    for (const item of piece) items.push(item);
  }
  return items;
}
