import { normaliseTexts } from '../data/symbols/normalise.ts';
import { readOwnClip } from '../data/own-clip.ts';
import { StudioError } from '../core/errors.ts';
import { joinFloats } from '../core/join-arrays.ts';
import { denoiserBinary } from '../dsp/denoise/denoiser-binary.ts';
import { featureDigest } from '../dsp/digest.ts';
import { prepareFrontEnd } from '../dsp/prepare-front-end.ts';
import { decodeRun, type RecordedRun } from '../experiment/recorded-run.ts';
import type { TrainedNet, TrainedPair } from '../experiment/trained-pair.ts';
import { streamGeometryOf } from '../models/streaming.ts';
import type { SelectOptions } from '../tensor/backends/select.ts';
import { asTrainingError } from '../train/training-error.ts';
import type { BackendReport, BackendRequest } from '../train/trainer.ts';
import type { LiveUpdate } from './events.ts';
import { FrameRing } from './frame-ring.ts';
import { Listener } from './listener.ts';
import { lookAt, type UtteranceLook } from './look-at.ts';
import { measureRoc, type RocCurves, type SaidStream } from './measure-roc.ts';
import { measureWindowMs } from './measure-window.ts';
import type { LiveSettings } from '../config/live-settings.ts';
import { SentenceListener } from './sentence-listener.ts';
import type { Sound } from './speech-gate.ts';
import type { StreamListener } from './stream-listener.ts';
import { createWindowNets, type WindowNets } from './window-nets.ts';

/** Longest file that is played as a stream. */
const MAX_FILE_SECONDS = 3600;
/** Of the stream's samples: the longest sound, and what is beside it. */
const SAMPLES_SECONDS = 8;

/** A net as views need it: all but its weights. */
export type ListeningNet = Omit<TrainedNet, 'model'> & {
  /** How far it looks ahead of what it answers to, where it streams; null where it reads the whole utterance again. */
  readonly aheadMs: number | null;
  readonly trainingId: string;
  readonly family: string;
  readonly settings: TrainedNet['model']['settings'];
};

/** A pair that is ready to listen. */
export interface ListeningPair extends Pick<TrainedPair, 'seed' | 'frontEnd' | 'shape' | 'classes' | 'sentences'> {
  readonly nets: readonly ListeningNet[];
  readonly backend: BackendReport;
  /** Of the front end's denoiser, for the audio thread; null where it needs none. */
  readonly denoiserBinary: Uint8Array<ArrayBuffer> | null;
  /** Of a pair from the page's own files: what was run, and when. */
  readonly recorded: Pick<RecordedRun, 'date' | 'gainPoints' | 'experiment'> | null;
}

/** An update, with the frames that came since the last one. */
export interface HeardUpdate extends LiveUpdate {
  /** [frames, bins], not normalised. */
  readonly frames: Float32Array<ArrayBuffer>;
  /** The loudest sample since the last one, 0 to 1. */
  readonly peak: number;
}

/** Mono sound. */
export interface Sampled {
  readonly samples: Float32Array;
  readonly sampleRateHz: number;
}

/** What the ear needs of the thread that it lives in. */
export interface EarHost {
  selectBackend(request: BackendRequest, family: string, options: SelectOptions): Promise<BackendReport>;
}

interface Open {
  readonly pair: TrainedPair;
  readonly nets: WindowNets;
}

interface Stream {
  readonly listener: StreamListener;
  readonly sampleRateHz: number;
  readonly samples: FrameRing;
  settings: LiveSettings;
  frames: Float32Array<ArrayBuffer>[];
  peak: number;
}

/** The nets of one pair, listening to one stream at a time. */
export class LiveEar {
  private open: Open | null = null;
  private stream: Stream | null = null;
  /** What the device reported: nothing that it computes is to be trusted any more. */
  private trouble: StudioError | null = null;

  constructor(private readonly host: EarHost) {}

  /** @throws StudioError `live/recorded-unavailable`, or that no backend works */
  async openRecorded(json: unknown, weights: Uint8Array, request: BackendRequest): Promise<ListeningPair> {
    const { run, pair } = decodeRun(json, weights);
    const { date, gainPoints, experiment } = run;
    return { ...(await this.openPair(pair, request)), recorded: { date, gainPoints, experiment } };
  }

  /** Takes the backend on which one window is judged the fastest. @throws StudioError when none works */
  async openPair(pair: TrainedPair, request: BackendRequest): Promise<ListeningPair> {
    this.close();
    try {
      const families = [...new Set(pair.nets.map(({ model }) => model.family))].sort();
      const backend = await this.host.selectBackend(request, families[0]!, {
        net: `window of ${families.join(', ')}, frames ${pair.shape.frames}`,
        measure: { step: () => measureWindowMs(pair), found: () => undefined },
        onTrouble: ({ code, detail }) => (this.trouble ??= new StudioError(code, { detail })),
      });
      await prepareFrontEnd(pair.frontEnd);
      const binary = await denoiserBinary(pair.frontEnd.denoise);
      this.open = { pair, nets: await createWindowNets(pair) };
      return { ...described(pair), backend, denoiserBinary: binary, recorded: null };
    } catch (thrown) {
      throw this.trouble ?? asTrainingError(thrown);
    }
  }

  /**
   * A new stream begins.
   * @param sampleRateHz of its samples
   * @param recordedSamples of a recording; null for a microphone
   */
  begin(sampleRateHz: number, settings: LiveSettings, recordedSamples: number | null = null): void {
    if (!this.open) throw new StudioError('internal', { detail: 'no pair is open' });
    const { pair, nets } = this.open;
    const listener = pair.sentences
      ? new SentenceListener(pair, nets, sampleRateHz, settings, recordedSamples)
      : new Listener(pair, nets, sampleRateHz, settings);
    this.stream?.listener.dispose?.();
    const samples = new FrameRing(Math.ceil(SAMPLES_SECONDS * sampleRateHz), 1);
    this.stream = { listener, sampleRateHz, samples, settings, frames: [], peak: 0 };
  }

  change(settings: LiveSettings): void {
    if (!this.stream) return;
    this.stream.settings = settings;
    this.stream.listener.change(settings);
  }

  takeSamples(samples: Float32Array): void {
    const { stream } = this;
    if (!stream) return;
    stream.listener.takeSamples(samples);
    stream.samples.push(samples, samples.length);
    for (const sample of samples) stream.peak = Math.max(stream.peak, Math.abs(sample));
  }

  /** @param data [count, bins] and maybe more */
  takeFrames(data: Float32Array, count: number, bins: number): void {
    this.stream?.listener.takeFrames(data, count);
    this.stream?.frames.push(data.slice(0, count * bins));
  }

  /** Nothing more comes of the stream; what was still to be said of it is asked for by {@link hear}. */
  end(): void {
    this.stream?.listener.end();
  }

  /** What is new; to be asked again only when it has answered. */
  async hear(): Promise<HeardUpdate | null> {
    const { stream } = this;
    if (!stream) return null;
    const { frames, peak } = stream;
    stream.frames = [];
    stream.peak = 0;
    try {
      const update = await stream.listener.advance();
      if (this.trouble) throw this.trouble;
      return { ...update, frames: joinFloats(frames), peak };
    } catch (thrown) {
      throw this.trouble ?? asTrainingError(thrown);
    }
  }

  /**
   * What was heard of a sound, with the pause on both sides: other sounds are further away.
   * @returns null when it is over too long, or was never heard whole
   */
  samplesOf({ startSeconds, endSeconds }: Sound): Sampled | null {
    if (!this.stream) return null;
    const { samples, sampleRateHz, settings } = this.stream;
    const beside = settings.pauseMs / 1000;
    const first = Math.max(0, Math.floor((startSeconds - beside) * sampleRateHz));
    const end = Math.min(samples.frames, Math.ceil((endSeconds + beside) * sampleRateHz));
    if (end <= first || first < samples.frames - samples.room) return null;
    const heard = new Float32Array(end - first);
    samples.read(first, heard.length, heard);
    return { samples: heard, sampleRateHz };
  }

  /** The samples of a person's file, to be played as a stream. @throws StudioError `file/...` */
  async decode(bytes: Uint8Array): Promise<Sampled> {
    const { samples, sampleRateHz } = await readOwnClip(bytes, MAX_FILE_SECONDS);
    return { samples, sampleRateHz };
  }

  /** What the nets, trained with CTC, say of an utterance. */
  async lookAt(samples: Float32Array, sampleRateHz: number): Promise<UtteranceLook> {
    if (!this.open) throw new StudioError('internal', { detail: 'no pair is open' });
    const { pair, nets } = this.open;
    try {
      return await lookAt(pair, nets, samples, sampleRateHz);
    } catch (thrown) {
      throw this.trouble ?? asTrainingError(thrown);
    }
  }

  /** Transcripts as the nets learnt to write them. */
  spell(transcripts: readonly string[]): readonly string[] {
    const sentences = this.open?.pair.sentences;
    if (!sentences) throw new StudioError('internal', { detail: 'no pair for sentences is open' });
    return normaliseTexts(transcripts, sentences.config).texts;
  }

  /** Digest of the features of a clip, made as those of files are. */
  digestOf(samples: Float32Array, sampleRateHz: number): string {
    if (!this.open) throw new StudioError('internal', { detail: 'no pair is open' });
    return featureDigest(samples, sampleRateHz, this.open.pair.frontEnd);
  }

  /** False alarms against misses, on words and on made-up background. @param onProgress 0 to 1 */
  async measureRoc(said: SaidStream, settings: LiveSettings, onProgress: (share: number) => void): Promise<RocCurves> {
    if (!this.open) throw new StudioError('internal', { detail: 'no pair is open' });
    const { pair, nets } = this.open;
    try {
      return await measureRoc(pair, nets, settings, said, onProgress);
    } catch (thrown) {
      throw this.trouble ?? asTrainingError(thrown);
    }
  }

  close(): void {
    this.stream?.listener.dispose?.();
    this.stream = null;
    this.open?.nets.dispose();
    this.open = null;
    this.trouble = null;
  }
}

function described({ seed, frontEnd, shape, classes, sentences, nets }: TrainedPair) {
  return {
    seed,
    frontEnd,
    shape,
    classes,
    sentences,
    nets: nets.map(({ model: { trainingId, family, settings }, ...rest }): ListeningNet => {
      const geometry = streamGeometryOf(family, settings);
      const aheadMs = geometry && geometry.after * frontEnd.hopMs;
      return { ...rest, trainingId, family, settings, aheadMs };
    }),
  };
}
