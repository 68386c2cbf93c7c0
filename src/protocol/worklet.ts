import type { FrontEndConfig } from '../engine/config/experiment.ts';

/** Name under which the feature worklet registers its processor. */
export const FEATURE_PROCESSOR = 'stillhouse-features';

/**
 * What an `AudioWorkletNode` of the feature worklet is made with, as `processorOptions`.
 *
 * The node takes one input of any channel count (channels are averaged) at the context's own rate and has no output:
 * `new AudioWorkletNode(context, FEATURE_PROCESSOR, { numberOfOutputs: 0, processorOptions })`.
 */
export interface FeatureWorkletOptions {
  /** null: no features. */
  readonly frontEnd: FrontEndConfig | null;
  /** Of the front end's denoiser, as `denoiserBinary` gives it: an audio thread can load nothing itself. */
  readonly denoiserBinary: Uint8Array<ArrayBuffer> | null;
  /** Frames gathered before a message is sent. */
  readonly framesPerMessage: number;
  /** Samples of raw, mono PCM (context's rate) gathered before a message is sent; 0: no PCM. */
  readonly pcmSamplesPerMessage: number;
  /** For a recording of known length: ends by itself after so many samples. null: until `end`. */
  readonly lengthSamples: number | null;
  /** Takes nothing before a port is connected (see {@link ConnectFeatures}): else what comes first would be lost. */
  readonly waitsForPort?: boolean;
}

export type FeatureWorkletCommand =
  /** Sends what is held back, then `ended`; nothing after that. */
  | { readonly type: 'end' }
  /** Gives a buffer of a message back, so that it is filled again instead of a new one. */
  | { readonly type: 'recycle'; readonly buffer: ArrayBuffer };

/** To the processor itself: events go to this port from now on, and commands come from it, without the page between. */
export interface ConnectFeatures {
  readonly type: 'connect';
  readonly port: MessagePort;
}

/** What the processor answers by its own port. */
export interface FeaturesConnected {
  readonly type: 'connected';
}

export type FeatureWorkletEvent =
  | {
      readonly type: 'frames';
      /** Room for `framesPerMessage` frames [frames, bins]; only the first `frames` count. Transferred. */
      readonly data: Float32Array<ArrayBuffer>;
      readonly frames: number;
      readonly bins: number;
      /** Number of the first of them, from the start of the stream. */
      readonly firstFrame: number;
    }
  | {
      readonly type: 'pcm';
      /** Room for `pcmSamplesPerMessage`; only the first `samples` count. Transferred. */
      readonly data: Float32Array<ArrayBuffer>;
      readonly samples: number;
      readonly firstSample: number;
    }
  /** All is sent: samples taken at the context's rate, frames made of them. */
  | { readonly type: 'ended'; readonly samples: number; readonly frames: number };
