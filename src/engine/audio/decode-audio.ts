import { StudioError } from '../core/errors.ts';
import type { AudioFile, AudioFormat, AudioSummary, DecodedAudio } from './format.ts';
import { audioFormats } from './formats.ts';

export type { AudioSummary, DecodedAudio } from './format.ts';

/** A file of a known format, before anything in it is decoded. */
export interface OpenedAudio extends AudioSummary {
  readonly format: Pick<AudioFormat, 'id' | 'decoder'>;
  /**
   * Decodes the whole file: the same samples in page, worker and Node, unless the browser's decoder is needed.
   * @param maxSeconds refused beyond, at the latest when as much has been decoded
   * @throws StudioError `file/corrupt`, `file/truncated`, `file/empty`, `file/not-finite`, `file/no-decoder`,
   *   `file/too-long` beyond `maxSeconds` or what memory can hold
   */
  decode(maxSeconds?: number): Promise<DecodedAudio>;
}

/**
 * Reads the headers of a file of any format that is read; the format is known by the content.
 * @throws StudioError `file/empty` (no byte, or no sample), `file/unknown-format`, `file/unknown-codec`,
 *   `file/shorten`, `file/truncated`, `file/corrupt`
 */
export function openAudio(bytes: Uint8Array): OpenedAudio {
  const format = formatOf(bytes);
  const file = format.open(bytes);
  const { sampleRateHz, channels, seconds } = file;
  if (!(sampleRateHz > 0 && channels > 0)) throw new StudioError('file/corrupt', { rateHz: sampleRateHz, channels });
  if (seconds === 0) throw new StudioError('file/empty');
  return { format, sampleRateHz, channels, seconds, decode: (maxSeconds = Infinity) => decodeFile(file, maxSeconds) };
}

/** Rate, channels and length of a file, without decoding it. @throws StudioError as {@link openAudio} */
export function inspectAudio(bytes: Uint8Array): AudioSummary {
  const { sampleRateHz, channels, seconds } = openAudio(bytes);
  return { sampleRateHz, channels, seconds };
}

/** Decodes a whole file. @throws StudioError as {@link openAudio} and {@link OpenedAudio.decode} */
export async function decodeAudio(bytes: Uint8Array): Promise<DecodedAudio> {
  return openAudio(bytes).decode();
}

async function decodeFile(file: AudioFile, maxSeconds: number): Promise<DecodedAudio> {
  const { seconds, sampleRateHz } = file;
  if (seconds !== null && seconds > maxSeconds) throw new StudioError('file/too-long', { seconds, max: maxSeconds });
  const audio = await file.decode(Math.ceil(maxSeconds * sampleRateHz));
  if (!audio.channels[0]?.length) throw new StudioError('file/empty');
  // One NaN would spread through every feature of its clip.
  if (!audio.channels.every(allFinite)) throw new StudioError('file/not-finite');
  return audio;
}

function formatOf(bytes: Uint8Array): AudioFormat {
  if (bytes.length === 0) throw new StudioError('file/empty');
  const format = audioFormats.all.find((candidate) => candidate.matches(bytes));
  if (!format) throw new StudioError('file/unknown-format');
  return format;
}

function allFinite(samples: Float32Array): boolean {
  for (const sample of samples) if (!Number.isFinite(sample)) return false;
  return true;
}
