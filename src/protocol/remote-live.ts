import { proxy, transfer } from 'comlink';
import type { HeardUpdate, ListeningPair, LiveEar, Sampled } from '../engine/live/live-ear.ts';
import type { UtteranceLook } from '../engine/live/look-at.ts';
import type { RocCurves, SaidStream } from '../engine/live/measure-roc.ts';
import type { Sound } from '../engine/live/speech-gate.ts';
import type { LiveSettings } from '../engine/config/live-settings.ts';
import type { TrainedPair } from '../engine/experiment/trained-pair.ts';
import type { BackendRequest } from '../engine/train/trainer.ts';
import { handOver, settle, unwrap, type Outcome } from './outcome.ts';
import { callerOf, type Thread } from './thread.ts';
import { buffersIn } from './transferables.ts';
import type { FeatureWorkletCommand, FeatureWorkletEvent } from './worklet.ts';

export type OnHeard = (update: HeardUpdate) => void;

/** What is known of a stream when it begins. */
export interface StreamStart {
  readonly sampleRateHz: number;
  /** Of a recording; null for a microphone. */
  readonly recordedSamples: number | null;
}

/** Nets that listen, as they are called from another thread. Sound does not pass through the page. */
export interface RemoteLive {
  openRecorded(json: unknown, weights: Uint8Array, request: BackendRequest): Promise<Outcome<ListeningPair>>;
  openPair(pair: TrainedPair, request: BackendRequest): Promise<Outcome<ListeningPair>>;
  /** Resolves when the stream has ended. @param port the feature worklet's */
  listen(port: MessagePort, stream: StreamStart, settings: LiveSettings, onHeard: OnHeard): Promise<Outcome<void>>;
  change(settings: LiveSettings): Promise<Outcome<void>>;
  samplesOf(sound: Sound): Promise<Outcome<Sampled | null>>;
  decode(bytes: Uint8Array): Promise<Outcome<Sampled>>;
  digestOf(samples: Float32Array, sampleRateHz: number): Promise<Outcome<string>>;
  spell(transcripts: readonly string[]): Promise<Outcome<readonly string[]>>;
  lookAt(samples: Float32Array, sampleRateHz: number): Promise<Outcome<UtteranceLook>>;
  measureRoc(
    said: SaidStream,
    settings: LiveSettings,
    onProgress: (share: number) => void,
  ): Promise<Outcome<RocCurves>>;
}

/** The far side of the channel. */
export function serveLive(ear: LiveEar): RemoteLive {
  return {
    openRecorded: (json, weights, request) => settle(() => ear.openRecorded(json, weights, request)),
    openPair: (pair, request) => settle(() => ear.openPair(pair, request)),
    listen: (port, { sampleRateHz, recordedSamples }, settings, onHeard) =>
      settle(async () => {
        ear.begin(sampleRateHz, settings, recordedSamples);
        await pump(port, ear, onHeard);
      }),
    change: (settings) => settle(async () => ear.change(settings)),
    samplesOf: (sound) => handOver(async () => ear.samplesOf(sound)),
    decode: (bytes) => handOver(() => ear.decode(bytes)),
    lookAt: (samples, sampleRateHz) => handOver(() => ear.lookAt(samples, sampleRateHz)),
    spell: (transcripts) => settle(async () => ear.spell(transcripts)),
    digestOf: (samples, sampleRateHz) => settle(async () => ear.digestOf(samples, sampleRateHz)),
    measureRoc: (said, settings, onProgress) =>
      settle(() => {
        let percent = 0;
        return ear.measureRoc(said, settings, (share) => {
          if (Math.floor(100 * share) > percent) onProgress((percent = Math.floor(100 * share)) / 100);
        });
      }),
  };
}

/** Takes what the worklet sends and hears it, one piece of work at a time, until the stream has ended. */
function pump(port: MessagePort, ear: LiveEar, onHeard: OnHeard): Promise<void> {
  return new Promise((resolve, reject) => {
    let isBusy = false;
    // Of another thread: heard there before the end is.
    let told: unknown = null;
    let isNew = false;
    let isOver = false;
    const hear = async () => {
      if (isBusy) return;
      isBusy = true;
      while (isNew) {
        isNew = false;
        const update = await ear.hear();
        if (update) told = onHeard(transfer(update, buffersIn(update)));
      }
      isBusy = false;
      if (!isOver) return;
      await told;
      resolve();
    };
    port.onmessage = ({ data }) => {
      const event = data as FeatureWorkletEvent;
      switch (event.type) {
        case 'frames':
          ear.takeFrames(event.data, event.frames, event.bins);
          break;
        case 'pcm':
          ear.takeSamples(event.data.subarray(0, event.samples));
          break;
        case 'ended':
          ear.end();
          isOver = true;
          break;
        default:
          return event satisfies never;
      }
      if (event.type !== 'ended') {
        const { buffer } = event.data;
        port.postMessage({ type: 'recycle', buffer } satisfies FeatureWorkletCommand, [buffer]);
      }
      isNew = true;
      hear().catch((thrown: unknown) => {
        port.onmessage = null;
        reject(thrown instanceof Error ? thrown : new Error(String(thrown)));
      });
    };
  });
}

/** The near side: nets that listen in a thread of their own. */
export class ThreadLive {
  private readonly call: ReturnType<typeof callerOf<RemoteLive>>;

  constructor(private readonly thread: Thread) {
    this.call = callerOf<RemoteLive>(thread);
  }

  async openRecorded(json: unknown, weights: Uint8Array, request: BackendRequest): Promise<ListeningPair> {
    const given = transfer(weights, buffersIn(weights));
    return unwrap(await this.call((api) => api.openRecorded(json, given, request)));
  }

  async openPair(pair: TrainedPair, request: BackendRequest): Promise<ListeningPair> {
    return unwrap(await this.call((api) => api.openPair(pair, request)));
  }

  async listen(port: MessagePort, stream: StreamStart, settings: LiveSettings, onHeard: OnHeard): Promise<void> {
    const given = transfer(port, [port]);
    return unwrap(await this.call((api) => api.listen(given, stream, settings, proxy(onHeard))));
  }

  async change(settings: LiveSettings): Promise<void> {
    return unwrap(await this.call((api) => api.change(settings)));
  }

  async samplesOf({ startSeconds, endSeconds }: Sound): Promise<Sampled | null> {
    return unwrap(await this.call((api) => api.samplesOf({ startSeconds, endSeconds })));
  }

  async decode(bytes: Uint8Array): Promise<Sampled> {
    return unwrap(await this.call((api) => api.decode(transfer(bytes, buffersIn(bytes)))));
  }

  async lookAt(samples: Float32Array, sampleRateHz: number): Promise<UtteranceLook> {
    return unwrap(await this.call((api) => api.lookAt(samples, sampleRateHz)));
  }

  async digestOf(samples: Float32Array, sampleRateHz: number): Promise<string> {
    return unwrap(await this.call((api) => api.digestOf(samples, sampleRateHz)));
  }

  async spell(transcripts: readonly string[]): Promise<readonly string[]> {
    return unwrap(await this.call((api) => api.spell(transcripts)));
  }

  async measureRoc(said: SaidStream, settings: LiveSettings, onProgress: (share: number) => void): Promise<RocCurves> {
    return unwrap(await this.call((api) => api.measureRoc(said, settings, proxy(onProgress))));
  }

  end(): void {
    this.thread.terminate();
  }
}
