import { StudioError } from '../core/errors.ts';
import type { DecodedAudio } from './format.ts';

/** Packets of a codec that no decoder of ours knows. */
export interface EncodedAudio {
  /** As WebCodecs names it: `mp4a.40.2`. */
  readonly codec: string;
  readonly sampleRateHz: number;
  readonly channels: number;
  /** What the decoder must know before the first packet; undefined where each packet says it. */
  readonly description?: Uint8Array;
  readonly packets: readonly Uint8Array[];
}

/** The decoder of the browser that this thread runs in. */
export interface BrowserDecoder {
  /**
   * @param maxFrames samples a channel beyond which it stops
   * @throws StudioError `file/no-decoder` for a codec that this browser does not know, `file/corrupt`, `file/too-long`
   */
  decode(audio: EncodedAudio, maxFrames: number): Promise<DecodedAudio>;
}

let registered: BrowserDecoder | null = null;

/** Called once by a worker that has one, before it reads files. */
export function registerBrowserDecoder(decoder: BrowserDecoder): void {
  registered = decoder;
}

/** @throws StudioError as {@link BrowserDecoder.decode}; `file/no-decoder` where none was registered, as in Node */
export async function decodeByBrowser(audio: EncodedAudio, maxFrames: number): Promise<DecodedAudio> {
  if (!registered) throw new StudioError('file/no-decoder', { codec: audio.codec });
  return registered.decode(audio, maxFrames);
}
