import { StudioError } from '../engine/core/errors.ts';

/** One line for the terminal, which speaks English and to people who read codes. */
export function explain(thrown: unknown): string {
  if (thrown instanceof StudioError) {
    const params = Object.entries(thrown.params).map(([key, value]) => `${key} ${value}`);
    return `${thrown.code}${params.length > 0 ? `: ${params.join(', ')}` : ''}`;
  }
  return thrown instanceof Error ? thrown.message : String(thrown);
}
