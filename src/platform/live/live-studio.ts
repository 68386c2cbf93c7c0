import { StudioError, type ErrorReport } from '../../engine/core/errors.ts';
import { Digest } from '../../engine/core/hash.ts';
import type { InputProcessing } from '../../engine/data/dataset.ts';
import type { TrainedPair } from '../../engine/experiment/trained-pair.ts';
import type { HeardUpdate, ListeningPair } from '../../engine/live/live-ear.ts';
import type { RocCurves, SaidStream } from '../../engine/live/measure-roc.ts';
import type { Sound } from '../../engine/live/speech-gate.ts';
import type { LiveSettings } from '../../engine/config/live-settings.ts';
import type { BackendRequest } from '../../engine/train/trainer.ts';
import type { ThreadLive } from '../../protocol/remote-live.ts';
import type { InputChoice } from '../audio/microphone.ts';
import type { ClipSamples } from '../../engine/data/clip-samples.ts';
import { betweenHush } from './between-hush.ts';
import { wholeClip } from './whole-clip.ts';
import { microphoneSource, recordingSource, workletFeatures, type FeatureSource } from './feature-source.ts';

const RECORDED = `${import.meta.env.BASE_URL}demo/few-labels`;

export interface LiveParts {
  startThread(): ThreadLive;
  request(): Promise<BackendRequest>;
}

/** What to listen to. */
export type LiveInput = InputChoice | ClipSamples;

export interface LiveListening {
  /** Called about thirty times a second. */
  readonly onHeard: (update: HeardUpdate) => void;
  /** The stream is over: with an error when it was cut short. */
  readonly onEnd: (error: ErrorReport | null) => void;
}

/** One pair at a time listens in a worker of its own; one stream at a time goes there from the audio thread. */
export class LiveStudio {
  private thread: ThreadLive | null = null;
  private pair: ListeningPair | null = null;
  private trained: TrainedPair | null = null;
  private source: FeatureSource | null = null;

  constructor(private readonly parts: LiveParts) {}

  /** The nets of the run that ended last. */
  keep(pair: TrainedPair): void {
    this.trained = pair;
  }

  /** The run that comes with the page. @throws StudioError `live/recorded-unavailable`, or that no backend works */
  async openRecorded(): Promise<ListeningPair> {
    const [json, weights] = await Promise.all([
      fetched(`${RECORDED}.json`).then((response) => response.json() as Promise<unknown>),
      fetched(`${RECORDED}.f16`).then((response) => response.arrayBuffer()),
    ]).catch((thrown: unknown) => {
      throw StudioError.from(thrown, 'live/recorded-unavailable');
    });
    return this.opened((thread, request) => thread.openRecorded(json, new Uint8Array(weights), request));
  }

  /** The nets of the run that ended last; null before there is one. */
  async openTrained(): Promise<ListeningPair | null> {
    const { trained } = this;
    return trained && this.opened((thread, request) => thread.openPair(trained, request));
  }

  /**
   * Resolves when sound is on its way.
   * @returns what the browser does to the microphone; null for a recording
   * @throws StudioError `microphone/...`
   */
  async listen(
    input: LiveInput,
    settings: LiveSettings,
    { onHeard, onEnd }: LiveListening,
  ): Promise<InputProcessing | null> {
    const { thread, pair } = this;
    if (!thread || !pair) throw new StudioError('internal', { detail: 'no pair is open' });
    this.source?.stop();
    let source: FeatureSource | null = null;
    const over = (error: ErrorReport | null) => {
      if (source === null || this.source !== source) return;
      this.source = null;
      void source.close();
      onEnd(error);
    };
    const fail = (error: unknown) => over(StudioError.from(error).toReport());
    let recording: ClipSamples | null = null;
    if ('samples' in input) {
      recording = pair.sentences ? wholeClip(input, pair.frontEnd) : betweenHush(input, settings);
      source = await recordingSource(pair, recording);
    } else source = await microphoneSource(pair, input, fail);
    this.source = source;
    const { sampleRateHz } = source;
    const stream = { sampleRateHz, recordedSamples: recording?.samples.length ?? null };
    void thread.listen(source.port, stream, settings, onHeard).then(() => over(null), fail);
    return source.processing;
  }

  /** Ends the stream; what was still on its way is heard first. */
  stop(): void {
    this.source?.stop();
  }

  async change(settings: LiveSettings): Promise<void> {
    await this.thread?.change(settings);
  }

  /** What was heard of a sound of the stream, and a little beside it; null when that is no longer there. */
  samplesOf(sound: Sound): Promise<ClipSamples | null> {
    return this.require().samplesOf(sound);
  }

  /** @throws StudioError `file/...` */
  async decode(bytes: ArrayBuffer): Promise<ClipSamples> {
    return this.require().decode(new Uint8Array(bytes));
  }

  /** Sends a clip through the audio thread and through the worker: true when both make the same bits of it. */
  async sameNumbers(clip: ClipSamples): Promise<boolean> {
    const samples = clip.samples.slice();
    const thread = this.require();
    const frames = await workletFeatures(this.pair!, { ...clip, samples });
    return new Digest().array(frames).hex() === (await thread.digestOf(samples, clip.sampleRateHz));
  }

  spell(transcripts: readonly string[]): Promise<readonly string[]> {
    return this.require().spell(transcripts);
  }

  /** False alarms against misses, on words and on made-up background. @param onProgress 0 to 1 */
  measureRoc(said: SaidStream, settings: LiveSettings, onProgress: (share: number) => void): Promise<RocCurves> {
    return this.require().measureRoc(said, settings, onProgress);
  }

  private require(): ThreadLive {
    if (!this.thread || !this.pair) throw new StudioError('internal', { detail: 'no pair is open' });
    return this.thread;
  }

  private async opened(
    open: (thread: ThreadLive, request: BackendRequest) => Promise<ListeningPair>,
  ): Promise<ListeningPair> {
    this.stop();
    // A fresh thread: what a device that was lost left behind goes with the old one.
    this.thread?.end();
    const thread = (this.thread = this.parts.startThread());
    this.pair = null;
    const pair = await open(thread, await this.parts.request());
    if (this.thread === thread) this.pair = pair;
    return pair;
  }
}

async function fetched(url: string): Promise<Response> {
  const response = await fetch(url);
  if (!response.ok) throw new StudioError('live/recorded-unavailable', { field: url, status: response.status });
  return response;
}
