import featureWorkletUrl from '../../../workers/worklet/features.worklet.ts?worker&url';
import { StudioError, type ErrorReport } from '../../engine/core/errors.ts';
import type { InputProcessing } from '../../engine/data/dataset.ts';
import {
  FEATURE_PROCESSOR,
  type FeatureWorkletCommand,
  type FeatureWorkletEvent,
  type FeatureWorkletOptions,
} from '../../protocol/worklet.ts';
import type { ClipSamples } from '../../engine/data/clip-samples.ts';
import { levelOf, TakeRecorder, type InputLevel } from './take-recorder.ts';

const LEVELS_A_SECOND = 20;

/** A microphone, or another source of sound, of this machine. */
export interface InputDevice {
  readonly id: string;
  /** Empty before the person has allowed one. */
  readonly label: string;
}

/** Which microphone, and what the browser may do to it. */
export interface InputChoice {
  /** Of {@link inputDevices}; null: the one that the browser takes by itself. */
  readonly deviceId: string | null;
  readonly processing: InputProcessing;
}

/** An open microphone. */
export interface MicrophoneSession {
  /** The device's own: nothing is resampled on the way. */
  readonly sampleRateHz: number;
  /** What the browser really does: not every one obeys. */
  readonly processing: InputProcessing;
  /** Begins a take; what was heard just before belongs to it, for a word often starts before the press. */
  startTake(): void;
  /** Ends the take and gives it. @throws StudioError `microphone/lost` when the device went away meanwhile */
  finishTake(): Promise<ClipSamples>;
  /** Lets go of the device. */
  close(): Promise<void>;
}

/**
 * Asks for permission and opens the device.
 * @param onLevel about twenty times a second
 * @param onLost the device went away; the session is closed
 * @throws StudioError `microphone/denied`, `microphone/missing`, `microphone/lost`, `microphone/unsupported`
 */
export async function openMicrophone(
  onLevel: (level: InputLevel) => void,
  onLost: (error: ErrorReport) => void,
  choice: InputChoice,
): Promise<MicrophoneSession> {
  const stream = await captureMicrophone(choice);
  const context = new AudioContext();
  const release = async () => {
    for (const track of stream.getTracks()) track.stop();
    if (context.state !== 'closed') await context.close();
  };
  try {
    await context.audioWorklet.addModule(featureWorkletUrl);
    await context.resume();
    return listen(stream, context, release, { onLevel, onLost, processing: choice.processing });
  } catch (thrown) {
    await release();
    throw microphoneError(thrown);
  }
}

/** What there is to choose from; without names until a microphone was allowed. */
export async function inputDevices(): Promise<readonly InputDevice[]> {
  if (!('mediaDevices' in navigator)) return [];
  const devices = await navigator.mediaDevices.enumerateDevices().catch(() => []);
  return devices
    .filter(({ kind, deviceId }) => kind === 'audioinput' && deviceId !== '')
    .map(({ deviceId, label }) => ({ id: deviceId, label }));
}

/** Something was plugged in or out. @returns takes the listener off again */
export function onInputDevices(listener: () => void): () => void {
  if (!('mediaDevices' in navigator)) return () => undefined;
  navigator.mediaDevices.addEventListener('devicechange', listener);
  return () => navigator.mediaDevices.removeEventListener('devicechange', listener);
}

/** @throws StudioError as {@link openMicrophone} */
export async function captureMicrophone({ processing, deviceId }: InputChoice): Promise<MediaStream> {
  if (!('mediaDevices' in navigator) || typeof AudioWorkletNode === 'undefined') {
    throw new StudioError('microphone/unsupported');
  }
  try {
    return await navigator.mediaDevices.getUserMedia({
      audio: { ...processing, ...(deviceId !== null && { deviceId: { exact: deviceId } }) },
    });
  } catch (thrown) {
    throw microphoneError(thrown);
  }
}

interface Listening {
  readonly onLevel: (level: InputLevel) => void;
  readonly onLost: (error: ErrorReport) => void;
  /** As it was asked for. */
  readonly processing: InputProcessing;
}

function listen(
  stream: MediaStream,
  context: AudioContext,
  release: () => Promise<void>,
  { onLevel, onLost, processing }: Listening,
): MicrophoneSession {
  const processorOptions: FeatureWorkletOptions = {
    frontEnd: null,
    denoiserBinary: null,
    framesPerMessage: 1,
    pcmSamplesPerMessage: Math.round(context.sampleRate / LEVELS_A_SECOND),
    lengthSamples: null,
  };
  const node = new AudioWorkletNode(context, FEATURE_PROCESSOR, { numberOfOutputs: 0, processorOptions });
  context.createMediaStreamSource(stream).connect(node);
  const recorder = new TakeRecorder();
  node.port.onmessage = ({ data }: MessageEvent<FeatureWorkletEvent>) => {
    if (data.type !== 'pcm') return;
    const samples = data.data.slice(0, data.samples);
    node.port.postMessage({ type: 'recycle', buffer: data.data.buffer } satisfies FeatureWorkletCommand, [
      data.data.buffer,
    ]);
    recorder.hear(samples);
    onLevel(levelOf(samples));
  };
  const lose = () => {
    const error = new StudioError('microphone/lost');
    recorder.fail(error);
    void release();
    onLost(error.toReport());
  };
  node.onprocessorerror = lose;
  for (const track of stream.getAudioTracks()) track.onended = lose;

  return {
    sampleRateHz: context.sampleRate,
    processing: processingOf(stream, processing),
    startTake: () => recorder.start(),
    async finishTake() {
      return { samples: await recorder.finish(), sampleRateHz: context.sampleRate };
    },
    async close() {
      recorder.fail(new StudioError('microphone/lost'));
      node.port.postMessage({ type: 'end' } satisfies FeatureWorkletCommand);
      await release();
    },
  };
}

/** What the device's settings tell; what they leave open is as asked. */
export function processingOf(stream: MediaStream, asked: InputProcessing): InputProcessing {
  const told = stream.getAudioTracks()[0]?.getSettings() ?? {};
  const read = (name: keyof InputProcessing): boolean => {
    const value: unknown = told[name];
    // Newer browsers name the kind of cancellation.
    return value === undefined ? asked[name] : value !== false;
  };
  return {
    echoCancellation: read('echoCancellation'),
    noiseSuppression: read('noiseSuppression'),
    autoGainControl: read('autoGainControl'),
  };
}

export function microphoneError(thrown: unknown): StudioError {
  if (thrown instanceof StudioError) return thrown;
  const name = thrown instanceof Error ? thrown.name : '';
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return new StudioError('microphone/denied');
    case 'NotFoundError':
    case 'OverconstrainedError':
      return new StudioError('microphone/missing');
    // Another program holds it, or it went away while it was being opened.
    case 'NotReadableError':
    case 'AbortError':
      return new StudioError('microphone/lost');
    default:
      return StudioError.from(thrown, 'microphone/unsupported');
  }
}
