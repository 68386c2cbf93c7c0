/** Compiled once a thread. */
let compiled: WebAssembly.Module | null = null;

/** Gives this thread RNNoise's WebAssembly. */
export function installRnnoise(binary: BufferSource): void {
  compiled ??= new WebAssembly.Module(binary);
}

/** RNNoise as this thread was given it: `prepareFrontEnd` does that where a thread can wait, a message where it cannot. */
export function rnnoiseModule(): WebAssembly.Module {
  if (!compiled) throw new Error('RNNoise was not given to this thread: prepare the front end first');
  return compiled;
}
