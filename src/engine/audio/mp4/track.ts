import { StudioError } from '../../core/errors.ts';
import { corrupt, hasMark, viewOf } from '../bytes.ts';
import { boxAt, boxesIn, type Box } from './boxes.ts';
import { readAacConfig, type AacConfig } from './sample-entry.ts';

/** The stretch of the decoded track that is to be heard. */
export interface Edit {
  readonly fromSeconds: number;
  /** Infinity: to the end. */
  readonly seconds: number;
}

export interface AacTrack {
  readonly id: number;
  readonly config: AacConfig;
  /** The box `stbl`. */
  readonly table: Box;
  readonly edit: Edit;
}

const wholeTrack: Edit = { fromSeconds: 0, seconds: Infinity };

/** The first track of sound. @throws StudioError `file/unknown-codec`, `file/truncated`, `file/corrupt` */
export function readAacTrack(bytes: Uint8Array): AacTrack {
  const moov = boxAt(bytes, { start: 0, end: bytes.length }, 'moov');
  if (!moov) throw corrupt('no moov');
  for (const track of boxesIn(bytes, moov.start, moov.end)) {
    if (track.type !== 'trak') continue;
    const handler = boxAt(bytes, track, 'mdia', 'hdlr');
    if (!handler || !hasMark(bytes, handler.start + 8, 'soun')) continue;
    const table = boxAt(bytes, track, 'mdia', 'minf', 'stbl');
    const descriptions = table && boxAt(bytes, table, 'stsd');
    if (!table || !descriptions) throw corrupt('no stsd');
    return {
      id: trackId(bytes, track),
      config: readAacConfig(bytes, descriptions),
      table,
      edit: readEdit(bytes, moov, track),
    };
  }
  throw new StudioError('file/unknown-codec', { codec: 'MP4 without sound' });
}

function trackId(bytes: Uint8Array, track: Box): number {
  const header = boxAt(bytes, track, 'tkhd');
  // Times take 8 bytes in version 0, 16 in version 1.
  return header ? numberAt(bytes, header, bytes[header.start] === 1 ? 20 : 12) : 0;
}

/** The only edit there is; several (with gaps, or repeats) are not followed. */
function readEdit(bytes: Uint8Array, moov: Box, track: Box): Edit {
  const list = boxAt(bytes, track, 'edts', 'elst');
  const film = boxAt(bytes, moov, 'mvhd');
  const media = boxAt(bytes, track, 'mdia', 'mdhd');
  if (!list || !film || !media || numberAt(bytes, list, 4) !== 1) return wholeTrack;
  const isLong = bytes[list.start] === 1;
  if (list.start + (isLong ? 24 : 16) > list.end) throw corrupt('elst');
  const view = viewOf(bytes);
  const duration = isLong ? Number(view.getBigUint64(list.start + 8)) : view.getUint32(list.start + 8);
  const from = isLong ? Number(view.getBigInt64(list.start + 16)) : view.getInt32(list.start + 12);
  const seconds = duration / timescale(bytes, film);
  // From -1 is an empty edit; a duration of 0 is that of a file in fragments, which cannot know it.
  if (from < 0) return wholeTrack;
  return { fromSeconds: from / timescale(bytes, media), seconds: seconds > 0 ? seconds : Infinity };
}

/** Units a second, of `mvhd` and `mdhd`. */
function timescale(bytes: Uint8Array, header: Box): number {
  const units = numberAt(bytes, header, bytes[header.start] === 1 ? 20 : 12);
  if (units === 0) throw corrupt('timescale');
  return units;
}

/** A number of 32 bits in a box. */
export function numberAt(bytes: Uint8Array, { start, end }: Box, at: number): number {
  if (start + at + 4 > end) throw corrupt('box too short');
  return viewOf(bytes).getUint32(start + at);
}
