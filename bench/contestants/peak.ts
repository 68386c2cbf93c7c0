import { engine } from '@tensorflow/tfjs-core';

/** Follows the bytes of tfjs's tensors from now on. */
export function watchTensorBytes(): { peakBytes(): number } {
  // The one place where every tensor is counted; anything that samples would miss what lives within a step.
  const { state } = engine();
  let bytes = state.numBytes;
  let peak = bytes;
  Object.defineProperty(state, 'numBytes', {
    get: () => bytes,
    set: (value: number) => {
      bytes = value;
      if (value > peak) peak = value;
    },
  });
  return { peakBytes: () => peak };
}
