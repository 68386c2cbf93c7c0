/** The first line of what was thrown: what follows are logs. */
export function reasonOf(thrown: unknown): string {
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  return text.split('\n')[0]!.trim() || 'no reason was given';
}
