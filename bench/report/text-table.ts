/** Columns of text, the first to the left and the others to the right. */
export function textTable(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Three significant digits without an exponent; an en dash for nothing. */
export function digits(value: number | null): string {
  if (value === null) return '–';
  if (value === 0) return '0';
  const decimals = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return value.toFixed(Math.min(decimals, 4));
}

/** A ratio of times as a person says it: 0.52, or 1/35 where ours is many times as fast. */
export function ratioInWords(value: number | null): string {
  if (value === null) return '–';
  return value > 0 && value < 0.2 ? `1/${digits(1 / value)}` : digits(value);
}
