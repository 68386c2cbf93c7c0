/** Turns a stream of samples into another in kernel memory. The same samples give the same bits however they are cut. */
export interface SampleStage {
  /** Upper bound of what `process` writes for `inputSamples`, and of what `flush` writes. */
  maxOutput(inputSamples: number): number;
  /** Takes `count` samples of `input` from `start` on; writes what is ready to address `out`, returns how many. */
  process(input: Float32Array, start: number, count: number, out: number): number;
  /** Ends the stream: writes what was held back, returns how many. */
  flush(out: number): number;
  reset(): void;
}
