import { OggOpusDecoder } from 'ogg-opus-decoder';
import { packRateHz, runProgram, toPcm16 } from './synthesise.ts';

/** Silence between clips, so that the codec's memory of one does not reach the next. */
export const gapSamples = 0.04 * packRateHz;
const bitrateKbps = 16;

/** One voice's clips as one complete Ogg Opus stream. A fixed serial keeps the bytes the same from run to run. */
export async function encodeVoice(clips: Float32Array[], serial: number): Promise<Uint8Array> {
  const joined = new Float32Array(clips.reduce((sum, clip) => sum + clip.length + gapSamples, 0));
  let at = 0;
  for (const clip of clips) {
    joined.set(clip, at);
    at += clip.length + gapSamples;
  }
  return runProgram(
    'opusenc',
    [
      ...['--quiet', '--bitrate', String(bitrateKbps), '--vbr', '--speech', '--comp', '10', '--framesize', '60'],
      ...['--padding', '0', '--discard-comments', '--serial', String(serial)],
      ...['--raw', '--raw-bits', '16', '--raw-rate', String(packRateHz), '--raw-chan', '1', '-', '-'],
    ],
    toPcm16(joined),
  );
}

/** How well a decoded clip lies on its source. */
export interface Match {
  /** Samples by which the decoded clip is late (best correlation within +-40). */
  readonly lag: number;
  /** Normalised correlation at that lag. */
  readonly correlation: number;
}

/** Decodes a voice's stream and compares every clip with what went in. */
export async function verifyVoice(bytes: Uint8Array, clips: Float32Array[]): Promise<Match[]> {
  // The decoder makes any rate that Opus knows; its types do not say so.
  const options = { forceStereo: false, sampleRate: packRateHz };
  const decoder = new OggOpusDecoder(options);
  await decoder.ready;
  const { channelData, errors } = await decoder.decodeFile(bytes);
  decoder.free();
  const decoded = channelData[0];
  if (errors.length > 0 || !decoded) throw new Error(`a stream does not decode: ${JSON.stringify(errors)}`);
  let at = 0;
  return clips.map((clip) => {
    const match = bestMatch(clip, decoded, at);
    at += clip.length + gapSamples;
    return match;
  });
}

function bestMatch(clip: Float32Array, decoded: Float32Array, at: number): Match {
  let best: Match = { lag: 0, correlation: -1 };
  for (let lag = -40; lag <= 40; lag++) {
    let dot = 0;
    let clipSquare = 0;
    let decodedSquare = 0;
    for (let i = 0; i < clip.length; i++) {
      const a = clip[i] ?? 0;
      const b = decoded[at + lag + i] ?? 0;
      dot += a * b;
      clipSquare += a * a;
      decodedSquare += b * b;
    }
    const correlation = dot / Math.sqrt(clipSquare * decodedSquare || 1);
    if (correlation > best.correlation) best = { lag, correlation };
  }
  return best;
}
