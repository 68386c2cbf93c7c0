import {
  FEATURE_PROCESSOR,
  type FeatureWorkletCommand,
  type FeatureWorkletOptions,
} from '../../src/protocol/worklet.ts';
import { FeatureStream } from './feature-stream.ts';

/** The front end on the audio thread; see src/protocol/worklet.ts for its options and messages. */
class FeatureProcessor extends AudioWorkletProcessor {
  private readonly stream: FeatureStream;

  constructor(options: { processorOptions: FeatureWorkletOptions }) {
    super();
    this.stream = new FeatureStream(options.processorOptions, sampleRate, (event, transfer) =>
      this.port.postMessage(event, transfer),
    );
    this.port.onmessage = ({ data }: MessageEvent<FeatureWorkletCommand>) => this.stream.receive(data);
  }

  process(inputs: readonly (readonly Float32Array[])[]): boolean {
    return this.stream.take(inputs[0] ?? []);
  }
}

registerProcessor(FEATURE_PROCESSOR, FeatureProcessor);
