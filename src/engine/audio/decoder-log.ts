type Listener = (message: string) => void;

/** How the messages of the decoders on the console begin. */
const DECODER_MESSAGE = /^(@wasm-audio-decoders\/|mpg123-decoder: |libopus )/;

const listeners = new Set<Listener>();
let original: typeof console.error | undefined;

function listenOrPassOn(...args: unknown[]): void {
  const [message] = args;
  if (typeof message !== 'string' || !DECODER_MESSAGE.test(message)) return original?.(...args);
  for (const listener of listeners) listener(message);
}

/**
 * The decoders also write to `console.error` what they return as errors; there nobody could tell of which file it is.
 * Until the returned function is called, their messages go to `listener`; all others still reach the console.
 */
export function listenToDecoders(listener: Listener): () => void {
  if (listeners.size === 0) {
    original = console.error;
    console.error = listenOrPassOn;
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0 || !original) return;
    console.error = original;
    original = undefined;
  };
}
