/** @throws RangeError unless there is one length for each row */
export function checkLengths(lengths: Int32Array | undefined, rows: number): void {
  if (lengths && lengths.length !== rows) throw new RangeError(`${lengths.length} lengths for ${rows} rows`);
}
