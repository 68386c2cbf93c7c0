import { StudioError } from '../../core/errors.ts';
import { corrupt, textOf, viewOf } from '../bytes.ts';
import { PacketList } from '../packet-list.ts';
import { elementsIn, readVarint, unsignedAt, type EbmlElement } from './ebml.ts';
import { lacesOf } from './lacing.ts';

/** The first track of sound in a file, with all its packets. */
export interface WebmTrack {
  /** As in the codec registry of Matroska: `A_OPUS`. */
  readonly codec: string;
  /** What the codec must know before the first packet. */
  readonly codecPrivate: Uint8Array;
  readonly packets: readonly Uint8Array[];
  /** When the last packet begins. */
  readonly lastSeconds: number;
  /** What of the last packet is padding. */
  readonly paddingSeconds: number;
}

/** Ids of RFC 9559 that are of interest. */
const SEGMENT = 0x18538067;
const INFO = 0x1549a966;
const TIMESTAMP_SCALE = 0x2ad7b1;
const TRACKS = 0x1654ae6b;
const TRACK_ENTRY = 0xae;
const TRACK_NUMBER = 0xd7;
const TRACK_TYPE = 0x83;
const CODEC_ID = 0x86;
const CODEC_PRIVATE = 0x63a2;
const CONTENT_ENCODINGS = 0x6d80;
const CLUSTER = 0x1f43b675;
const CLUSTER_TIMESTAMP = 0xe7;
const SIMPLE_BLOCK = 0xa3;
const BLOCK_GROUP = 0xa0;
const BLOCK = 0xa1;
const DISCARD_PADDING = 0x75a2;

const AUDIO = 2;
const SCALE_BY_DEFAULT = 1_000_000;
const NANOSECOND = 1e-9;
/** No level between these and what they hold has ids that occur elsewhere, so one walk sees everything. */
const steppedInto = new Set([SEGMENT, INFO, TRACKS, CLUSTER]);

interface TrackEntry {
  readonly number: number;
  readonly codec: string;
  readonly codecPrivate: Uint8Array;
}

/** @throws StudioError `file/corrupt`, `file/truncated`, `file/unknown-codec` (no sound, or coded in a way not read) */
export function readWebmTrack(bytes: Uint8Array): WebmTrack {
  const view = viewOf(bytes);
  const list = new PacketList(bytes);
  let track: TrackEntry | null = null;
  let scale = SCALE_BY_DEFAULT;
  let clusterTime = 0;
  let lastTime = 0;
  let paddingSeconds = 0;

  const addBlock = ({ start, end }: EbmlElement, padding: number): void => {
    const { value, length } = readVarint(bytes, start);
    const flagsAt = start + length + 2;
    if (flagsAt >= end!) throw corrupt('block');
    if (value !== track?.number) return;
    // An empty packet stands for one that was lost.
    for (const lace of lacesOf(bytes.subarray(flagsAt, end!)))
      if (lace.size > 0) list.add(flagsAt + lace.start, lace.size);
    lastTime = clusterTime + view.getInt16(start + length);
    paddingSeconds = padding;
  };

  for (const element of elementsIn(bytes, 0, bytes.length, steppedInto)) {
    const { id, start, end } = element;
    if (id === TIMESTAMP_SCALE) scale = unsignedAt(bytes, start, end!);
    else if (id === TRACK_ENTRY) track ??= readTrackEntry(bytes, start, end!);
    else if (id === CLUSTER_TIMESTAMP) clusterTime = unsignedAt(bytes, start, end!);
    else if (id === SIMPLE_BLOCK) addBlock(element, 0);
    else if (id === BLOCK_GROUP) {
      const inside = [...elementsIn(bytes, start, end!)];
      const block = inside.find((child) => child.id === BLOCK);
      const padding = inside.find((child) => child.id === DISCARD_PADDING);
      if (block) addBlock(block, padding ? unsignedAt(bytes, padding.start, padding.end!) * NANOSECOND : 0);
    }
  }
  if (!track) throw new StudioError('file/unknown-codec', { codec: 'WebM without sound' });
  const { codec, codecPrivate } = track;
  return { codec, codecPrivate, packets: list.packets, lastSeconds: lastTime * scale * NANOSECOND, paddingSeconds };
}

/** Null when it is no sound. */
function readTrackEntry(bytes: Uint8Array, from: number, to: number): TrackEntry | null {
  const fields = new Map<number, Uint8Array>();
  for (const { id, start, end } of elementsIn(bytes, from, to)) fields.set(id, bytes.subarray(start, end!));
  const number = (id: number) => unsignedAt(fields.get(id) ?? new Uint8Array(0), 0, fields.get(id)?.length ?? 0);
  if (number(TRACK_TYPE) !== AUDIO) return null;
  const codec = textOf(fields.get(CODEC_ID)?.subarray(0, 64) ?? new Uint8Array(0));
  if (fields.has(CONTENT_ENCODINGS)) throw new StudioError('file/unknown-codec', { codec: `WebM ${codec}, packed` });
  return { number: number(TRACK_NUMBER), codec, codecPrivate: fields.get(CODEC_PRIVATE) ?? new Uint8Array(0) };
}
