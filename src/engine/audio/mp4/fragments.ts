import type { PacketList } from '../packet-list.ts';
import { boxAt, boxesIn, type Box } from './boxes.ts';
import { numberAt } from './track.ts';

/** Flags of `tfhd` and `trun`: which fields are there (ISO 14496-12, section 8.8). */
const BASE_OFFSET = 0x1;
const DESCRIPTION = 0x2;
const DEFAULT_DURATION = 0x8;
const DEFAULT_SIZE = 0x10;
const RUN_OFFSET = 0x1;
const FIRST_FLAGS = 0x4;
const DURATIONS = 0x100;
const SIZES = 0x200;
const FLAGS = 0x400;
const COMPOSITION = 0x800;

/**
 * Adds the packets of a track in the fragments of a file, which recorders write that cannot go back.
 * @throws StudioError as {@link PacketList.add}
 */
export function addFragments(list: PacketList, bytes: Uint8Array, trackId: number): void {
  for (const fragment of boxesIn(bytes, 0, bytes.length)) {
    if (fragment.type !== 'moof') continue;
    for (const track of boxesIn(bytes, fragment.start, fragment.end)) {
      const header = track.type === 'traf' ? boxAt(bytes, track, 'tfhd') : null;
      if (!header || numberAt(bytes, header, 4) !== trackId) continue;
      addRuns(list, bytes, track, header, fragment.start - 8);
    }
  }
}

/** @param fragmentAt what offsets count from, unless the header says otherwise: where the fragment begins */
function addRuns(list: PacketList, bytes: Uint8Array, track: Box, header: Box, fragmentAt: number): void {
  const flags = flagsOf(bytes, header);
  const defaultSizeAt = 8 + fieldsBytes(flags, [BASE_OFFSET, 8], [DESCRIPTION, 4], [DEFAULT_DURATION, 4]);
  const defaultSize = flags & DEFAULT_SIZE ? numberAt(bytes, header, defaultSizeAt) : 0;
  const base = flags & BASE_OFFSET ? numberAt(bytes, header, 8) * 2 ** 32 + numberAt(bytes, header, 12) : fragmentAt;
  let at = base;
  for (const run of boxesIn(bytes, track.start, track.end)) {
    if (run.type !== 'trun') continue;
    const has = flagsOf(bytes, run);
    if (has & RUN_OFFSET) at = base + (numberAt(bytes, run, 8) | 0);
    const entryBytes = fieldsBytes(has, [DURATIONS, 4], [SIZES, 4], [FLAGS, 4], [COMPOSITION, 4]);
    let entry = 8 + fieldsBytes(has, [RUN_OFFSET, 4], [FIRST_FLAGS, 4]);
    for (let n = numberAt(bytes, run, 4); n > 0; n--, entry += entryBytes) {
      const size = has & SIZES ? numberAt(bytes, run, entry + fieldsBytes(has, [DURATIONS, 4])) : defaultSize;
      list.add(at, size);
      at += size;
    }
  }
}

function flagsOf(bytes: Uint8Array, box: Box): number {
  return numberAt(bytes, box, 0) & 0xffffff;
}

/** What the fields take that are there. */
function fieldsBytes(flags: number, ...fields: readonly (readonly [flag: number, bytes: number])[]): number {
  return fields.reduce((sum, [flag, size]) => sum + (flags & flag ? size : 0), 0);
}
