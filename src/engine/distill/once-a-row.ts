/**
 * What is worked out of a teacher's row of logits, kept as long as the row itself: a clip comes again in every epoch, and
 * its teacher never says anything else. The memory goes with the row's, of which a few sentences are a small part.
 * @param work of a row, whose numbers never change, [T', K], and settings, of which the last ones alone are kept
 */
export function onceARow<T, Settings extends readonly number[]>(
  work: (row: Float32Array, ...settings: Settings) => T,
): (row: Float32Array, ...settings: Settings) => T {
  const known = new WeakMap<Float32Array, { readonly key: string; readonly found: T }>();
  return (row, ...settings) => {
    const key = settings.join();
    const before = known.get(row);
    if (before?.key === key) return before.found;
    const found = work(row, ...settings);
    known.set(row, { key, found });
    return found;
  };
}
