import type { SkippedFile } from '../dataset.ts';

/** Gathers what lists say of files that are not there: one word a list, for a list may have a million lines. */
export function createListReport() {
  const missing = new Map<string, { count: number; example: string }>();
  return {
    /** @param what the list names: a path or an id */
    missing(list: string, what: string): void {
      const before = missing.get(list);
      if (before) before.count++;
      else missing.set(list, { count: 1, example: shortened(what) });
    },
    troubles: (): SkippedFile[] =>
      [...missing].map(([file, { count, example }]) => ({
        file,
        reason: 'file/audio-missing',
        params: { count, example },
      })),
  };
}

const MAX_SHOWN = 80;

/** As much of a text of others as fits into a message. */
export function shortened(text: string): string {
  const line = text.trim();
  return line.length > MAX_SHOWN ? `${line.slice(0, MAX_SHOWN)}…` : line;
}
