import type { WindowKind } from '../config/experiment.ts';

/**
 * Window of `length` samples.
 * - `hann`, `hamming`, `blackman`: periodic (cosines of 2 pi n / N), as in torch and torchaudio's transforms.
 * - `povey`: (0.5 - 0.5 cos(2 pi n / (N - 1)))^0.85, Kaldi's own (feature-window.cc).
 *
 * Hann and Povey are zero at sample 0, so pre-emphasis over the stream equals Kaldi's pre-emphasis within each frame.
 */
export function analysisWindow(kind: WindowKind, length: number): Float64Array {
  const cosine = (n: number, times = 1) => Math.cos((2 * Math.PI * times * n) / length);
  const shapes: Readonly<Record<WindowKind, (n: number) => number>> = {
    hann: (n) => 0.5 - 0.5 * cosine(n),
    hamming: (n) => 0.54 - 0.46 * cosine(n),
    blackman: (n) => 0.42 - 0.5 * cosine(n) + 0.08 * cosine(n, 2),
    povey: (n) => (0.5 - 0.5 * Math.cos((2 * Math.PI * n) / (length - 1))) ** 0.85,
    rectangular: () => 1,
  };
  return Float64Array.from({ length }, (_, n) => shapes[kind](n));
}
