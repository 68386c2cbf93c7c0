import type { SkippedFile } from '../../engine/data/dataset.ts';

/** More lines than these nobody reads, and a page with a hundred thousand of them stands still. */
const SHOWN_A_REASON = 50;

export interface SkippedForReason {
  /** At least one. */
  readonly shown: readonly SkippedFile[];
  readonly more: number;
}

/** In the order in which reasons first appear. */
export function skippedByReason(skipped: readonly SkippedFile[], most = SHOWN_A_REASON): readonly SkippedForReason[] {
  const groups = new Map<string, { readonly shown: SkippedFile[]; more: number }>();
  for (const file of skipped) {
    const group = groups.get(file.reason) ?? { shown: [], more: 0 };
    groups.set(file.reason, group);
    if (group.shown.length < most) group.shown.push(file);
    else group.more++;
  }
  return [...groups.values()];
}
