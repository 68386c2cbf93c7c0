import { corrupt, textOf, truncated, viewOf } from '../bytes.ts';

/** A box of the ISO base media file format (ISO 14496-12, section 4.2). */
export interface Box {
  readonly type: string;
  /** Where its content begins and ends. */
  readonly start: number;
  readonly end: number;
}

/** The boxes that follow one another. @throws StudioError `file/truncated`, `file/corrupt` */
export function* boxesIn(bytes: Uint8Array, from: number, end: number): Generator<Box, void> {
  const view = viewOf(bytes);
  for (let at = from; at + 8 <= end;) {
    const short = view.getUint32(at);
    const header = short === 1 ? 16 : 8;
    if (at + header > end) throw truncated(at + header, end);
    // 1: the size follows in 64 bits; 0: to the end of the file.
    const size = short === 1 ? Number(view.getBigUint64(at + 8)) : short === 0 ? end - at : short;
    if (size < header) throw corrupt('box smaller than its header');
    if (at + size > end) throw truncated(at + size, end);
    yield { type: textOf(bytes.subarray(at + 4, at + 8)), start: at + header, end: at + size };
    at += size;
  }
}

/** The first box at the end of a path of types; null when there is none. */
export function boxAt(bytes: Uint8Array, within: Pick<Box, 'start' | 'end'>, ...path: readonly string[]): Box | null {
  let [box, start, end]: [Box | null, number, number] = [null, within.start, within.end];
  for (const type of path) {
    box = [...boxesIn(bytes, start, end)].find((child) => child.type === type) ?? null;
    if (!box) return null;
    ({ start, end } = box);
  }
  return box;
}
