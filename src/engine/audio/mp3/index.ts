import { StudioError } from '../../core/errors.ts';
import { joinBytes } from '../../core/join-arrays.ts';
import { collectStrictly } from '../collect.ts';
import type { AudioFormat } from '../format.ts';
import { isMp3, readMp3Frames } from './frames.ts';

/** MPEG audio, layer III. */
export const mp3: AudioFormat = {
  id: 'mp3',
  decoder: 'ours',
  matches: isMp3,
  open(bytes) {
    const { sampleRateHz, channels, seconds, runs } = readMp3Frames(bytes);
    return {
      sampleRateHz,
      channels,
      seconds,
      async decode(maxFrames) {
        const { MPEGDecoder } = await import('mpg123-decoder');
        const [whole] = runs;
        // Whole frames only: on bytes that are none the decoder may complain for ever.
        const frames = runs.length === 1 && whole ? whole : joinBytes(runs);
        const audio = await collectStrictly(new MPEGDecoder(), frames, maxFrames);
        if (audio.channels.length < channels)
          throw new StudioError('file/corrupt', { channels: audio.channels.length });
        // The decoder gives a mono file twice.
        return { ...audio, channels: audio.channels.slice(0, channels) };
      },
    };
  },
};
