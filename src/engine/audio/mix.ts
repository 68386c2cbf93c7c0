/** 60 dB below the loudest channel: an input with nothing plugged in, with its hum. */
const SILENT_RATIO = 1e-3;

/**
 * One channel out of several: the mean of the channels that are not silent. A channel is silent when its peak lies more
 * than 60 dB below that of the loudest one; so a recording on one side only keeps its level. A single channel (or the
 * only one that sounds) is returned as it is, not copied.
 * @param channels at least one, all of the same length
 */
export function mixToMono(channels: readonly Float32Array[]): Float32Array {
  const peaks = channels.map(peakOf);
  const threshold = Math.max(...peaks) * SILENT_RATIO;
  const sounding = channels.filter((_, index) => peaks[index]! >= threshold);
  const [first] = sounding;
  if (!first) throw new RangeError('no channels to mix');
  if (sounding.length === 1) return first;
  return first.map((_, i) => sounding.reduce((sum, samples) => sum + samples[i]!, 0) / sounding.length);
}

function peakOf(samples: Float32Array): number {
  let peak = 0;
  for (const sample of samples) peak = Math.max(peak, Math.abs(sample));
  return peak;
}
