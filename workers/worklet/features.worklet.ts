import {
  FEATURE_PROCESSOR,
  type ConnectFeatures,
  type FeaturesConnected,
  type FeatureWorkletCommand,
  type FeatureWorkletOptions,
} from '../../src/protocol/worklet.ts';
import { FeatureStream } from './feature-stream.ts';

/** The front end on the audio thread; see src/protocol/worklet.ts for its options and messages. */
class FeatureProcessor extends AudioWorkletProcessor {
  private readonly stream: FeatureStream;
  /** Where events go: the page, until another thread is connected. */
  private listener: MessagePort;
  private waits: boolean;

  constructor(options: { processorOptions: FeatureWorkletOptions }) {
    super();
    this.listener = this.port;
    this.waits = options.processorOptions.waitsForPort === true;
    this.stream = new FeatureStream(options.processorOptions, sampleRate, (event, transfer) =>
      this.listener.postMessage(event, transfer),
    );
    this.port.onmessage = ({ data }: MessageEvent<FeatureWorkletCommand | ConnectFeatures>) => {
      if (data.type === 'connect') this.connect(data.port);
      else this.stream.receive(data);
    };
  }

  private connect(port: MessagePort): void {
    this.listener = port;
    this.waits = false;
    this.port.postMessage({ type: 'connected' } satisfies FeaturesConnected);
    port.onmessage = ({ data }: MessageEvent<FeatureWorkletCommand>) => this.stream.receive(data);
  }

  process(inputs: readonly (readonly Float32Array[])[]): boolean {
    return this.waits || this.stream.take(inputs[0] ?? []);
  }
}

registerProcessor(FEATURE_PROCESSOR, FeatureProcessor);
