/** How much may be under way at once: at least one item, whatever its size. */
export interface AheadLimits {
  readonly items: number;
  /** Of the items' sizes together. */
  readonly size: number;
}

/**
 * Results in the order of the items, each with its place; some of the next are begun while one is waited for.
 * @param begin must not throw at once; a failure is heard when its turn comes
 */
export async function* workAhead<Item extends { readonly size: number }, T>(
  items: readonly Item[],
  begin: (item: Item) => Promise<T>,
  limits: AheadLimits,
): AsyncGenerator<[index: number, result: Promise<T>]> {
  const coming: { readonly result: Promise<T>; readonly size: number }[] = [];
  let ahead = 0;
  let next = 0;
  for (let index = 0; index < items.length; index++) {
    while (
      next < items.length &&
      (coming.length === 0 || (coming.length < limits.items && ahead + items[next]!.size <= limits.size))
    ) {
      const item = items[next++]!;
      const result = begin(item);
      result.catch(() => undefined);
      coming.push({ result, size: item.size });
      ahead += item.size;
    }
    const { result, size } = coming.shift()!;
    yield [index, result];
    ahead -= size;
  }
}
