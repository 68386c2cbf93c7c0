import { StudioError } from '../core/errors.ts';
import type { AudioFormat, AudioSummary, DecodedAudio } from './format.ts';
import { audioFormats } from './formats.ts';

export type { AudioSummary, DecodedAudio } from './format.ts';

/**
 * Rate, channels and length of a file of any format that is read, without decoding it.
 * @throws StudioError `file/empty` (no byte, or no sample), `file/unknown-format`, `file/truncated`, `file/corrupt`
 */
export function inspectAudio(bytes: Uint8Array): AudioSummary {
  return summarise(formatOf(bytes), bytes);
}

/**
 * Decodes a whole file, known by its content: the same samples in page, worker and Node.
 * @throws StudioError as {@link inspectAudio}; `file/not-finite`; `file/too-long` beyond what memory can hold
 */
export async function decodeAudio(bytes: Uint8Array): Promise<DecodedAudio> {
  const format = formatOf(bytes);
  summarise(format, bytes);
  const audio = await format.decode(bytes);
  if (!audio.channels[0]?.length) throw new StudioError('file/empty');
  // One NaN would spread through every feature of its clip.
  if (!audio.channels.every((samples) => samples.every(Number.isFinite))) throw new StudioError('file/not-finite');
  return audio;
}

function formatOf(bytes: Uint8Array): AudioFormat {
  if (bytes.length === 0) throw new StudioError('file/empty');
  const format = audioFormats.all.find((candidate) => candidate.matches(bytes));
  if (!format) throw new StudioError('file/unknown-format');
  return format;
}

function summarise(format: AudioFormat, bytes: Uint8Array): AudioSummary {
  const summary = format.inspect(bytes);
  const { sampleRateHz, channels, seconds } = summary;
  if (!(sampleRateHz > 0 && channels > 0)) throw new StudioError('file/corrupt', { rateHz: sampleRateHz, channels });
  if (seconds === 0) throw new StudioError('file/empty');
  return summary;
}
