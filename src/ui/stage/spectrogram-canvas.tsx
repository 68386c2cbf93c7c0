import { useEffect, useRef } from 'react';
import type { Spectrogram } from '../../state/services.ts';
import { heat } from './heat.ts';

export interface SpectrogramCanvasProps {
  readonly spectrogram: Spectrogram;
  /** What is seen, for those who do not see it. */
  readonly label: string;
}

/** Features of a clip as a picture: time to the right, frequency up, from dark to bright copper. */
export function SpectrogramCanvas({ spectrogram, label }: SpectrogramCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { frames, bins } = spectrogram;
  useEffect(() => {
    // In memory, not on the GPU: for that the page would stand still until the GPU's process answers, which takes it
    // seconds when backends are being tried there.
    const context = canvas.current?.getContext('2d', { willReadFrequently: true });
    if (context) context.putImageData(paint(spectrogram), 0, 0);
  }, [spectrogram]);
  return <canvas ref={canvas} className="spectrogram" width={frames} height={bins} role="img" aria-label={label} />;
}

/** Scaled between the 2nd and the 99.5th percentile: silence at the edges must not wash the word out. */
function paint({ frames, bins, data }: Spectrogram): ImageData {
  const sorted = Float32Array.from(data).sort();
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
  const [low, high] = [at(0.02), at(0.995)];
  const image = new ImageData(frames, bins);
  for (let frame = 0; frame < frames; frame++) {
    for (let bin = 0; bin < bins; bin++) {
      const value = ((data[frame * bins + bin] ?? low) - low) / (high - low || 1);
      image.data.set(heat(value), 4 * ((bins - 1 - bin) * frames + frame));
    }
  }
  return image;
}
