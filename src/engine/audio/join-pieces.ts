import { corrupt } from './bytes.ts';
import type { DecodedAudio } from './format.ts';

/** What a decoder gave for a part of a file. */
export interface DecodedPiece {
  readonly channelData: readonly Float32Array[];
  /** Of each channel; the arrays may be longer. */
  readonly samplesDecoded: number;
  readonly sampleRate: number;
}

/** @throws StudioError `file/corrupt` without a piece, or when they do not fit together */
export function joinPieces(pieces: readonly DecodedPiece[]): DecodedAudio {
  const [first] = pieces;
  if (!first) throw corrupt('no samples');
  const { sampleRate, channelData } = first;
  if (pieces.some((piece) => piece.sampleRate !== sampleRate || piece.channelData.length !== channelData.length)) {
    throw corrupt('rate or channels change');
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
