import { StudioError, type ErrorParams } from '../core/errors.ts';
import { listenToDecoders } from './decoder-log.ts';
import type { DecodedAudio } from './format.ts';
import { joinPieces, type DecodedPiece } from './join-pieces.ts';

export interface Collected extends DecodedAudio {
  /** Of a sample before decoding; 0 for lossy formats. */
  readonly bitDepth: number;
  /** What the decoder complained of, in its words. */
  readonly complaints: readonly string[];
}

/** All channels of one file together: 1 GB. A few bytes can claim to be days of silence. */
export const MAX_SAMPLES = 2 ** 28;
/** Small enough that what one piece may expand to fits into memory, whatever it claims. */
const PIECE_BYTES = 4 * 1024;
/** mpg123-decoder reads on after an error, on some bytes for ever. */
const MAX_COMPLAINTS_PER_PIECE = 256;

interface Piece extends DecodedPiece {
  readonly bitDepth?: number;
  readonly errors: readonly { readonly message: string }[];
}

/** What the WebAssembly decoders have in common. */
export interface PieceDecoder {
  readonly ready: Promise<void>;
  decode(bytes: Uint8Array): Piece | Promise<Piece>;
  flush?(): Promise<Piece>;
  free(): void | Promise<void>;
}

/**
 * Feeds a file to a decoder piece by piece and joins what comes out. Frees the decoder.
 * @param maxFrames samples a channel beyond which it stops
 * @throws StudioError `file/corrupt` where it gives nothing, `file/too-long` beyond `maxFrames` or {@link MAX_SAMPLES}
 */
export async function collect(decoder: PieceDecoder, bytes: Uint8Array, maxFrames: number): Promise<Collected> {
  const pieces: Piece[] = [];
  const complaints: string[] = [];
  let frames = 0;
  const add = (piece: Piece): void => {
    complaints.push(...piece.errors.map(({ message }) => message));
    if (piece.samplesDecoded <= 0) return;
    pieces.push(piece);
    frames += piece.samplesDecoded;
    const most = Math.min(maxFrames, MAX_SAMPLES / piece.channelData.length);
    if (frames > most) throw new StudioError('file/too-long', secondsOf(frames, most, piece.sampleRate));
  };
  await decoder.ready;
  try {
    for (let at = 0; at < bytes.length; at += PIECE_BYTES)
      add(await quietly(() => decoder.decode(bytes.subarray(at, at + PIECE_BYTES))));
    if (decoder.flush) add(await quietly(() => decoder.flush!()));
  } catch (thrown) {
    throw StudioError.from(thrown, 'file/corrupt');
  } finally {
    await release(decoder);
  }
  return { ...joinPieces(pieces), bitDepth: pieces[0]?.bitDepth ?? 0, complaints };
}

function secondsOf(frames: number, most: number, sampleRateHz: number): ErrorParams {
  return { seconds: frames / sampleRateHz, max: most / sampleRateHz };
}

/** Runs a step of a decoder without its messages on the console, and ends one that complains without end. */
async function quietly<T>(step: () => T | Promise<T>): Promise<T> {
  let complaints = 0;
  const stopListening = listenToDecoders((message) => {
    if (++complaints > MAX_COMPLAINTS_PER_PIECE) throw new StudioError('file/corrupt', { detail: message });
  });
  try {
    return await step();
  } finally {
    stopListening();
  }
}

async function release(decoder: PieceDecoder): Promise<void> {
  try {
    await decoder.free();
  } catch {
    // An instance that trapped cannot free what it holds; its memory goes with it.
  }
}

/** As {@link collect}, for formats whose decoder has no reason to complain of a file that is whole. */
export async function collectStrictly(
  decoder: PieceDecoder,
  bytes: Uint8Array,
  maxFrames: number,
): Promise<DecodedAudio> {
  const { complaints, sampleRateHz, channels } = await collect(decoder, bytes, maxFrames);
  const [detail] = complaints;
  if (detail !== undefined) throw new StudioError('file/corrupt', { detail });
  return { sampleRateHz, channels };
}
