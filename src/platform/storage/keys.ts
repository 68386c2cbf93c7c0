/** Every compound key that begins so: an array sorts after every string and number. */
export function allBelow(...key: readonly (string | number)[]): IDBKeyRange {
  return IDBKeyRange.bound([...key], [...key, []]);
}
