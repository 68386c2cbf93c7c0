import { corrupt, hasMark, truncated, viewOf } from '../bytes.ts';
import { afterId3, findRun, holdsRun } from '../mpeg/frame-run.ts';

/** The header of one frame of MPEG 1, 2 or 2.5 audio, layer III (ISO 11172-3, 13818-3). */
interface FrameHeader {
  readonly sampleRateHz: number;
  readonly channels: number;
  readonly bytes: number;
  readonly samples: number;
  /** Side information between the header and the main data. */
  readonly sideBytes: number;
}

export interface Mp3Frames {
  readonly sampleRateHz: number;
  readonly channels: number;
  readonly seconds: number;
  /** The bytes of whole frames: stretches without tags, gaps and a cut last frame. */
  readonly runs: readonly Uint8Array[];
}

const kbitPerSecond = {
  mpeg1: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  mpeg2: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
} as const;
const mpeg1RatesHz = [44_100, 48_000, 32_000] as const;
const LAYER_3 = 1;
const MONO = 3;

export function isMp3(bytes: Uint8Array): boolean {
  return holdsRun(bytes, frameBytesAt);
}

/** @throws StudioError `file/corrupt` without a frame, `file/truncated` when the encoder counted more than there are */
export function readMp3Frames(bytes: Uint8Array): Mp3Frames {
  const runs: Uint8Array[] = [];
  const first = findRun(bytes, afterId3(bytes), frameBytesAt);
  if (first === null) throw corrupt('no MP3 frame');
  const header = readHeader(bytes, first)!;
  let frames = 0;
  for (let from: number | null = first; from !== null;) {
    let at: number = from;
    for (let next = readHeader(bytes, at); next && at + next.bytes <= bytes.length; next = readHeader(bytes, at)) {
      if (next.sampleRateHz !== header.sampleRateHz) break;
      at += next.bytes;
      frames++;
    }
    if (at > from) runs.push(bytes.subarray(from, at));
    from = findRun(bytes, Math.max(at, from + 1), frameBytesAt);
  }
  const counted = countedFrames(bytes, first, header);
  // The frame that holds the count is not itself counted by all encoders.
  if (counted !== null && frames < counted) throw truncated(counted, frames);
  const { sampleRateHz, channels, samples } = header;
  return { sampleRateHz, channels, seconds: (frames * samples) / sampleRateHz, runs };
}

function frameBytesAt(bytes: Uint8Array, at: number): number | null {
  return readHeader(bytes, at)?.bytes ?? null;
}

function readHeader(bytes: Uint8Array, at: number): FrameHeader | null {
  if (at + 4 > bytes.length) return null;
  const head = viewOf(bytes).getUint32(at);
  const version = (head >>> 19) & 3;
  const rateIndex = (head >>> 10) & 3;
  const bitrateIndex = (head >>> 12) & 0xf;
  const isFrame = head >>> 21 === 0x7ff && version !== 1 && ((head >>> 17) & 3) === LAYER_3;
  // Index 0 is a free bitrate, which nothing writes; 15 is forbidden.
  if (!isFrame || rateIndex === 3 || bitrateIndex === 0 || bitrateIndex === 15) return null;
  const isMpeg1 = version === 3;
  const sampleRateHz = mpeg1RatesHz[rateIndex as 0 | 1 | 2] / (isMpeg1 ? 1 : version === 2 ? 2 : 4);
  const samples = isMpeg1 ? 1152 : 576;
  const bitrate = 1000 * kbitPerSecond[isMpeg1 ? 'mpeg1' : 'mpeg2'][bitrateIndex]!;
  const channels = ((head >>> 6) & 3) === MONO ? 1 : 2;
  const sideBytes = isMpeg1 ? (channels === 1 ? 17 : 32) : channels === 1 ? 9 : 17;
  const bytesOfFrame = Math.floor((samples * bitrate) / 8 / sampleRateHz) + ((head >>> 9) & 1);
  return { sampleRateHz, channels, bytes: bytesOfFrame, samples, sideBytes };
}

/** How many frames the encoder wrote, by the Xing or Info header in the first one; null where it does not say. */
function countedFrames(bytes: Uint8Array, first: number, header: FrameHeader): number | null {
  const at = first + 4 + header.sideBytes;
  if (!hasMark(bytes, at, 'Xing') && !hasMark(bytes, at, 'Info')) return null;
  const view = viewOf(bytes);
  if (at + 12 > bytes.length || (view.getUint32(at + 4) & 1) === 0) return null;
  return view.getUint32(at + 8);
}
