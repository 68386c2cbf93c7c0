import type { Split } from '../../engine/data/dataset.ts';
import type { ClipInfo } from '../../state/services.ts';

export type ClipColumn = 'label' | 'speaker' | 'split' | 'seconds' | 'id';

export interface ClipOrder {
  readonly column: ClipColumn;
  readonly descending: boolean;
}

export interface ClipFilter {
  /** Found in label, transcript, speaker or file, in any case. */
  readonly text: string;
  readonly split: Split | null;
}

/** The clips that a filter lets through, in the order asked for; equal ones stay in the dataset's order. */
export function clipRows(
  clips: readonly ClipInfo[],
  filter: ClipFilter,
  { column, descending }: ClipOrder,
): ClipInfo[] {
  const text = filter.text.trim().toLowerCase();
  const found = clips.filter(
    (clip) =>
      (filter.split === null || clip.split === filter.split) &&
      (text === '' ||
        [clip.label, clip.transcript, clip.speaker, clip.id].some((part) => part?.toLowerCase().includes(text))),
  );
  const sign = descending ? -1 : 1;
  return found.sort((a, b) => sign * compare(valueOf(a, column), valueOf(b, column)) || a.index - b.index);
}

function valueOf(clip: ClipInfo, column: ClipColumn): string | number {
  return column === 'label' ? (clip.label ?? clip.transcript ?? '') : (clip[column] ?? '');
}

function compare(a: string | number, b: string | number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
