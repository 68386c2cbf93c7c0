/** Positions of the items by key, keys in order of first appearance. */
export function groupBy<T, K>(items: Iterable<T>, keyOf: (item: T) => K): Map<K, number[]> {
  const groups = new Map<K, number[]>();
  let position = 0;
  for (const item of items) {
    const key = keyOf(item);
    const members = groups.get(key);
    if (members) members.push(position);
    else groups.set(key, [position]);
    position++;
  }
  return groups;
}
