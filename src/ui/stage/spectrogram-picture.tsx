import { useMemo } from 'react';
import type { Spectrogram } from '../../state/services.ts';
import { bitmapAddress } from './bitmap.ts';
import { heat } from './heat.ts';

export interface SpectrogramPictureProps {
  readonly spectrogram: Spectrogram;
  /** What is seen, for those who do not see it. */
  readonly label: string;
}

/**
 * Features of a clip as a picture: time to the right, frequency up, from dark to bright copper. No canvas: the first one
 * makes the page stand still until the GPU's process answers, which takes it seconds when backends are tried there.
 */
export function SpectrogramPicture({ spectrogram, label }: SpectrogramPictureProps) {
  const address = useMemo(() => paint(spectrogram), [spectrogram]);
  const { frames, bins } = spectrogram;
  return <img className="spectrogram" src={address} width={frames} height={bins} alt={label} draggable={false} />;
}

/** Scaled between the 2nd and the 99.5th percentile: silence at the edges must not wash the word out. */
function paint({ frames, bins, data }: Spectrogram): string {
  const sorted = Float32Array.from(data).sort();
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
  const [low, high] = [at(0.02), at(0.995)];
  return bitmapAddress(frames, bins, (frame, fromTop) => {
    const value = data[frame * bins + (bins - 1 - fromTop)] ?? low;
    return heat((value - low) / (high - low || 1));
  });
}
