/** 60 dB below the loudest channel: an input with nothing plugged in, with its hum. */
const SILENT_RATIO = 1e-3;
/** Below it the mean of two equally loud channels loses more than 13 dB: one was wired the wrong way round. */
const INVERTED_CORRELATION = -0.9;

export interface Mix {
  /** The only channel that sounds as it is, not copied; else new memory. */
  readonly samples: Float32Array;
  /** Channels left out because they are silent beside others; 0 where all are. */
  readonly silent: number;
  /** Channels that were turned over. */
  readonly inverted: number;
}

/**
 * One channel out of several: the mean of those that sound, each with the sign of the loudest.
 *
 * A channel is silent when it swings more than 60 dB below the one that swings most, so a recording on one side only keeps its level. A channel that correlates with the one of the highest
 * energy below -0.9 is inverted: it is turned over, for in a mean it would cancel the other.
 * @param channels at least one, all of the same length
 */
export function mixToMono(channels: readonly Float32Array[]): Mix {
  const swings = channels.map(swingOf);
  const threshold = Math.max(...swings) * SILENT_RATIO;
  const sounding = channels.filter((_, c) => swings[c]! >= threshold);
  const [first] = sounding;
  if (!first) throw new RangeError('no channels to mix');
  const silent = channels.length - sounding.length;
  if (sounding.length === 1) return { samples: first, silent, inverted: 0 };
  const measured = sounding.map(withMoments);
  const loudest = measured.reduce((best, channel) => (channel.energy > best.energy ? channel : best));
  const mixed = new Float32Array(first.length);
  let inverted = 0;
  for (const channel of measured) {
    const isInverted = channel !== loudest && correlation(channel, loudest) < INVERTED_CORRELATION;
    if (isInverted) inverted++;
    const weight = (isInverted ? -1 : 1) / sounding.length;
    for (let i = 0; i < mixed.length; i++) mixed[i]! += weight * channel.samples[i]!;
  }
  return { samples: mixed, silent, inverted };
}

interface Channel {
  readonly samples: Float32Array;
  readonly mean: number;
  /** Sum of squares around the mean. */
  readonly energy: number;
}

/** Half the distance of the lowest from the highest sample: a constant offset is not sound. */
export function swingOf(samples: Float32Array): number {
  let [low, high] = [Infinity, -Infinity];
  for (const sample of samples) {
    if (sample < low) low = sample;
    if (sample > high) high = sample;
  }
  return (high - low) / 2;
}

function withMoments(samples: Float32Array): Channel {
  let [sum, squares] = [0, 0];
  for (const sample of samples) {
    sum += sample;
    squares += sample * sample;
  }
  const mean = sum / samples.length;
  return { samples, mean, energy: Math.max(0, squares - sum * mean) };
}

/** Pearson's; 0 where one of the two does not move. */
function correlation(a: Channel, b: Channel): number {
  const scale = Math.sqrt(a.energy * b.energy);
  if (scale === 0) return 0;
  let products = 0;
  for (let i = 0; i < a.samples.length; i++) products += a.samples[i]! * b.samples[i]!;
  return (products - a.samples.length * a.mean * b.mean) / scale;
}
