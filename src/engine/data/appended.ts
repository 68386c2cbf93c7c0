/** The numbers, and more after them. */
export function appended(numbers: Int32Array, more: ArrayLike<number>): Int32Array {
  const all = new Int32Array(numbers.length + more.length);
  all.set(numbers);
  all.set(more, numbers.length);
  return all;
}
