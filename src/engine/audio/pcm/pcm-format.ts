import { StudioError } from '../../core/errors.ts';
import { MAX_SAMPLES } from '../collect.ts';
import type { AudioFormat } from '../format.ts';
import { readPcm, type PcmLayout } from './samples.ts';

export interface PcmHeader extends PcmLayout {
  readonly sampleRateHz: number;
}

/** A format of uncompressed samples: all that tells one from another is its header. */
export function pcmFormat(
  id: string,
  matches: (bytes: Uint8Array) => boolean,
  readHeader: (bytes: Uint8Array) => PcmHeader,
): AudioFormat {
  return {
    id,
    decoder: 'ours',
    matches,
    open(bytes) {
      const header = readHeader(bytes);
      const { sampleRateHz, channels, frames } = header;
      return {
        sampleRateHz,
        channels,
        seconds: frames / sampleRateHz,
        async decode() {
          const samples = channels * frames;
          if (samples > MAX_SAMPLES) throw new StudioError('file/too-long', { samples, max: MAX_SAMPLES });
          return { sampleRateHz, channels: readPcm(bytes, header) };
        },
      };
    },
  };
}
