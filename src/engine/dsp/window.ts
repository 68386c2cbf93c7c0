export type WindowKind = 'hann' | 'povey';

/**
 * Window of `length` samples.
 * - `hann`: periodic, 0.5 - 0.5 cos(2 pi n / N), as `torch.hann_window` and torchaudio's transforms.
 * - `povey`: (0.5 - 0.5 cos(2 pi n / (N - 1)))^0.85, Kaldi's own (feature-window.cc).
 *
 * Both are zero at sample 0, so pre-emphasis over the stream equals Kaldi's pre-emphasis within each frame.
 */
export function analysisWindow(kind: WindowKind, length: number): Float64Array {
  if (kind === 'hann') {
    return Float64Array.from({ length }, (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / length));
  }
  return Float64Array.from({ length }, (_, n) => (0.5 - 0.5 * Math.cos((2 * Math.PI * n) / (length - 1))) ** 0.85);
}
