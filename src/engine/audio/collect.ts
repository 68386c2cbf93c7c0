import { StudioError } from '../core/errors.ts';
import { listenToDecoders } from './decoder-log.ts';
import type { DecodedAudio } from './format.ts';

export interface Collected extends DecodedAudio {
  /** Of a sample before decoding; 0 for lossy formats. */
  readonly bitDepth: number;
  /** What the decoder complained of, in its words. */
  readonly complaints: readonly string[];
}

/** All channels of one file together: 1 GB. A few bytes can claim to be days of silence. */
export const MAX_SAMPLES = 2 ** 28;
/** Small enough that what one piece may expand to fits into memory, whatever it claims. */
const PIECE_BYTES = 16 * 1024;
/** mpg123-decoder reads on after an error, on some bytes for ever. */
const MAX_COMPLAINTS_PER_PIECE = 256;

interface Piece {
  readonly channelData: readonly Float32Array[];
  readonly samplesDecoded: number;
  readonly sampleRate: number;
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
 * @throws StudioError `file/corrupt` where it gives nothing, `file/too-long` beyond {@link MAX_SAMPLES}
 */
export async function collect(decoder: PieceDecoder, bytes: Uint8Array): Promise<Collected> {
  const pieces: Piece[] = [];
  const complaints: string[] = [];
  let samples = 0;
  const add = (piece: Piece): void => {
    complaints.push(...piece.errors.map(({ message }) => message));
    if (piece.samplesDecoded <= 0) return;
    pieces.push(piece);
    samples += piece.samplesDecoded * piece.channelData.length;
    if (samples > MAX_SAMPLES) throw new StudioError('file/too-long', { samples, max: MAX_SAMPLES });
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
  return { ...join(pieces), bitDepth: pieces[0]?.bitDepth ?? 0, complaints };
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
export async function collectStrictly(decoder: PieceDecoder, bytes: Uint8Array): Promise<DecodedAudio> {
  const { complaints, sampleRateHz, channels } = await collect(decoder, bytes);
  const [detail] = complaints;
  if (detail !== undefined) throw new StudioError('file/corrupt', { detail });
  return { sampleRateHz, channels };
}

function join(pieces: readonly Piece[]): DecodedAudio {
  const [first] = pieces;
  if (!first) throw new StudioError('file/corrupt', { detail: 'no samples' });
  const { sampleRate, channelData } = first;
  if (pieces.some((piece) => piece.sampleRate !== sampleRate || piece.channelData.length !== channelData.length)) {
    throw new StudioError('file/corrupt', { detail: 'rate or channels change' });
  }
  const length = pieces.reduce((sum, piece) => sum + piece.samplesDecoded, 0);
  const channels = channelData.map((_, c) => {
    const channel = new Float32Array(length);
    let at = 0;
    for (const { channelData: data, samplesDecoded } of pieces) {
      channel.set(data[c]!.subarray(0, samplesDecoded), at);
      at += samplesDecoded;
    }
    return channel;
  });
  return { sampleRateHz: sampleRate, channels };
}
