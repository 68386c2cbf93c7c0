import featureWorkletUrl from '../../../workers/worklet/features.worklet.ts?worker&url';
import { StudioError } from '../../engine/core/errors.ts';
import { joinFloats } from '../../engine/core/join-arrays.ts';
import type { InputProcessing } from '../../engine/data/dataset.ts';
import type { ListeningPair } from '../../engine/live/live-ear.ts';
import {
  FEATURE_PROCESSOR,
  type ConnectFeatures,
  type FeatureWorkletCommand,
  type FeatureWorkletEvent,
  type FeatureWorkletOptions,
} from '../../protocol/worklet.ts';
import { captureMicrophone, microphoneError, processingOf, type InputChoice } from '../audio/microphone.ts';
import type { ClipSamples } from '../../engine/data/clip-samples.ts';

/** Frames and samples are sent so often: what waits for a message waits as long. */
const MESSAGE_MS = 30;

/** What features are made. */
export type FeatureSettings = Pick<ListeningPair, 'frontEnd' | 'denoiserBinary'>;

/** Sound on its way through the feature worklet. */
export interface FeatureSource {
  readonly sampleRateHz: number;
  /** What the browser does to the microphone; null for a recording. */
  readonly processing: InputProcessing | null;
  /** To be given to whoever listens. */
  readonly port: MessagePort;
  /** Ends the stream: what is held back is sent, then its end. */
  stop(): void;
  /** Frees the device. */
  close(): Promise<void>;
}

/**
 * Sends what is connected to the node to whoever holds the port; before that nothing is taken.
 * @param source is connected at once; null: later, by the caller
 */
async function openNode(
  context: BaseAudioContext,
  source: AudioNode | null,
  features: FeatureSettings,
  lengthSamples: number | null,
): Promise<{ readonly node: AudioWorkletNode; readonly port: MessagePort }> {
  const processorOptions = { ...optionsFor(features, context.sampleRate, lengthSamples), waitsForPort: true };
  const node = new AudioWorkletNode(context, FEATURE_PROCESSOR, { numberOfOutputs: 0, processorOptions });
  const { port1, port2 } = new MessageChannel();
  const connected = new Promise<void>((resolve) => (node.port.onmessage = () => resolve()));
  source?.connect(node);
  node.port.postMessage({ type: 'connect', port: port1 } satisfies ConnectFeatures, [port1]);
  await connected;
  return { node, port: port2 };
}

function optionsFor(
  { frontEnd, denoiserBinary }: FeatureSettings,
  sampleRateHz: number,
  lengthSamples: number | null,
): FeatureWorkletOptions {
  return {
    frontEnd,
    denoiserBinary,
    framesPerMessage: Math.max(1, Math.round(MESSAGE_MS / frontEnd.hopMs)),
    pcmSamplesPerMessage: Math.round((MESSAGE_MS * sampleRateHz) / 1000),
    lengthSamples,
  };
}

/**
 * A microphone at the device's own rate.
 * @param onLost the device went away, or the audio thread failed
 * @throws StudioError `microphone/denied`, `microphone/missing`, `microphone/lost`, `microphone/unsupported`
 */
export async function microphoneSource(
  features: FeatureSettings,
  choice: InputChoice,
  onLost: (error: StudioError) => void,
): Promise<FeatureSource> {
  const stream = await captureMicrophone(choice);
  const context = new AudioContext({ latencyHint: 'interactive' });
  const closed = new AbortController();
  const close = async () => {
    closed.abort();
    for (const track of stream.getTracks()) track.stop();
    if (context.state !== 'closed') await context.close();
  };
  try {
    await context.audioWorklet.addModule(featureWorkletUrl);
    await context.resume();
    const { node, port } = await openNode(context, context.createMediaStreamSource(stream), features, null);
    const lose = () => onLost(new StudioError('microphone/lost'));
    node.onprocessorerror = lose;
    for (const track of stream.getAudioTracks()) track.onended = lose;
    // A phone call, or a page long hidden, may halt the sound; it goes on when it can.
    const goOn = () => {
      if (document.visibilityState === 'visible' && context.state !== 'closed') void context.resume();
    };
    document.addEventListener('visibilitychange', goOn, { signal: closed.signal });
    const stop = () => node.port.postMessage({ type: 'end' } satisfies FeatureWorkletCommand);
    return { sampleRateHz: context.sampleRate, processing: processingOf(stream, choice.processing), port, stop, close };
  } catch (thrown) {
    await close();
    throw microphoneError(thrown);
  }
}

/** A recording heard at the speed of life, aloud, and by the same way as the microphone. */
export async function recordingSource(features: FeatureSettings, clip: ClipSamples): Promise<FeatureSource> {
  const { samples, sampleRateHz } = clip;
  const context = new AudioContext({ sampleRate: sampleRateHz });
  const close = async () => {
    if (context.state !== 'closed') await context.close();
  };
  try {
    await context.audioWorklet.addModule(featureWorkletUrl);
    await context.resume();
    const source = bufferSource(context, clip);
    const { node, port } = await openNode(context, null, features, samples.length);
    // While time stands still, or silence before the first sample would count as the recording's.
    await context.suspend();
    source.connect(node);
    source.connect(context.destination);
    source.start();
    await context.resume();
    const stop = () => node.port.postMessage({ type: 'end' } satisfies FeatureWorkletCommand);
    return { sampleRateHz, processing: null, port, stop, close };
  } catch (thrown) {
    await close();
    throw StudioError.from(thrown, 'microphone/unsupported');
  }
}

/** The features that the worklet makes of a clip at its own rate, as fast as the machine can. */
export async function workletFeatures(features: FeatureSettings, clip: ClipSamples): Promise<Float32Array> {
  const { samples, sampleRateHz } = clip;
  // Room for whole quanta: the worklet itself ends at the last sample.
  const context = new OfflineAudioContext(1, Math.ceil(samples.length / 128 + 1) * 128, sampleRateHz);
  await context.audioWorklet.addModule(featureWorkletUrl);
  const source = bufferSource(context, clip);
  const processorOptions = optionsFor(features, sampleRateHz, samples.length);
  const node = new AudioWorkletNode(context, FEATURE_PROCESSOR, { numberOfOutputs: 0, processorOptions });
  source.connect(node);
  const parts: Float32Array[] = [];
  const ended = new Promise<void>((resolve) => {
    node.port.onmessage = ({ data }: MessageEvent<FeatureWorkletEvent>) => {
      if (data.type === 'frames') parts.push(data.data.slice(0, data.frames * data.bins));
      if (data.type === 'ended') resolve();
    };
  });
  source.start();
  await context.startRendering();
  await ended;
  return joinFloats(parts);
}

function bufferSource(context: BaseAudioContext, { samples, sampleRateHz }: ClipSamples): AudioBufferSourceNode {
  const buffer = context.createBuffer(1, samples.length, sampleRateHz);
  // A copy: samples may be shared memory, which an AudioBuffer does not take.
  buffer.copyToChannel(samples.slice(), 0);
  return new AudioBufferSourceNode(context, { buffer });
}
