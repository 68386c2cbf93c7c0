import { writeWav } from '../../audio/testing/write-wav.ts';

export interface WavOptions {
  readonly sampleRateHz?: number;
  readonly encoding?: 'pcm16' | 'float32';
}

/** A WAV file of samples. @param channels from -1 to 1, all of one length */
export function wavBytes(
  channels: readonly Float32Array[],
  { sampleRateHz = 16_000, encoding = 'pcm16' }: WavOptions = {},
): ArrayBuffer {
  const [tag, bits, scale] = encoding === 'pcm16' ? [1, 16, 32_767] : [3, 32, 1];
  const codes = channels.map((samples) => Array.from(samples, (x) => (tag === 1 ? Math.round(scale * x) : x)));
  return new Uint8Array(writeWav({ tag, bits, sampleRateHz, channels: codes })).buffer;
}

/** A tone whose samples differ with its pitch, so that no two files are alike. */
export function tone(hz: number, seconds: number, sampleRateHz = 16_000): Float32Array {
  const length = Math.round(seconds * sampleRateHz);
  return Float32Array.from({ length }, (_, n) => 0.4 * Math.sin((2 * Math.PI * hz * n) / sampleRateHz));
}
