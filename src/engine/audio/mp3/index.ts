import { StudioError } from '../../core/errors.ts';
import { collectStrictly } from '../collect.ts';
import type { AudioFormat } from '../format.ts';
import { isMp3, readMp3Frames } from './frames.ts';

/** MPEG audio, layer III. */
export const mp3: AudioFormat = {
  id: 'mp3',
  matches: isMp3,
  inspect(bytes) {
    const { sampleRateHz, channels, seconds } = readMp3Frames(bytes);
    return { sampleRateHz, channels, seconds };
  },
  async decode(bytes) {
    const { runs, channels } = readMp3Frames(bytes);
    const { MPEGDecoder } = await import('mpg123-decoder');
    // Whole frames only: on bytes that are none the decoder may complain for ever.
    const audio = await collectStrictly(new MPEGDecoder(), join(runs));
    if (audio.channels.length < channels) throw new StudioError('file/corrupt', { channels: audio.channels.length });
    // The decoder gives a mono file twice.
    return { ...audio, channels: audio.channels.slice(0, channels) };
  },
};

function join(runs: readonly Uint8Array[]): Uint8Array {
  const [only] = runs;
  if (runs.length === 1 && only) return only;
  const joined = new Uint8Array(runs.reduce((sum, run) => sum + run.length, 0));
  let at = 0;
  for (const run of runs) {
    joined.set(run, at);
    at += run.length;
  }
  return joined;
}
