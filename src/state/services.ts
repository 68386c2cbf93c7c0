import type { Experiment, FrontEndConfig } from '../engine/config/experiment.ts';
import type { PreviewSettings } from '../engine/config/hearing.ts';
import type { ErrorReport } from '../engine/core/errors.ts';
import type { ClipPreview } from '../engine/data/clip-preview.ts';
import type { ByteSource } from '../engine/data/archives/byte-source.ts';
import type { ImportProgress } from '../engine/data/dataset-provider.ts';
import type { ClipInfo } from '../engine/data/clip-info.ts';
import type { ClipSamples } from '../engine/data/clip-samples.ts';
import type { KeptDataset } from '../engine/data/kept-dataset.ts';
import type { DatasetSummary } from '../engine/data/dataset-summary.ts';
import type { InputProcessing } from '../engine/data/dataset.ts';
import type { LayoutChoice } from '../engine/data/layouts/choice.ts';
import type { PackName } from '../engine/config/pack-name.ts';
import type { RecordedClip } from '../engine/data/recordings.ts';
import type { Spectrogram } from '../engine/data/spectrogram.ts';
import type { Stretch } from '../engine/data/trim.ts';
import type { RunEvent } from '../engine/experiment/run-events.ts';
import type { HeardSound } from '../engine/live/events.ts';
import type { RocCurves, SaidStream } from '../engine/live/measure-roc.ts';
import type { UtteranceLook } from '../engine/live/look-at.ts';
import type { HeardUpdate, ListeningPair } from '../engine/live/live-ear.ts';
import type { LiveSettings } from '../engine/config/live-settings.ts';
import type { GpuReport } from '../engine/tensor/backends/check-gpus.ts';

/**
 * What stores and views ask of the outside. The composition root injects the implementations; nothing here knows of
 * threads, audio contexts or storage. Promises reject with a `StudioError`, never with a sentence.
 */

/** Runs one experiment at a time. */
export interface ExperimentRunner {
  /**
   * Resolves as soon as the run is accepted; all else, failure too, arrives as events.
   * Rejects when a run is under way or the experiment cannot run on the dataset in use.
   * @param options.paused begins paused: the first thing asked for is a single step
   */
  start(experiment: Experiment, seeds: readonly number[], options: { readonly paused: boolean }): Promise<void>;
  /** Every training finishes its step, checkpoints and waits (`run-paused`). */
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** While running or paused: advances every running training by one step and leaves the run paused. */
  step(): Promise<void>;
  /** Ends the run; asked, then forced (`run-stopped`). */
  stop(): Promise<void>;
  /**
   * After `run-failed`: goes on from the last good state, on the CPU when a GPU was lost or refused memory, with a lower
   * learning rate after NaN. The events so far are sent again. Rejects when nothing has failed.
   */
  recover(): Promise<void>;
  /** `learningRate`, `temperature` or `alpha` of all running students (and, for the rate, of a running teacher). */
  turn(key: string, value: number): Promise<void>;
  /** @returns takes the listener off again. */
  onEvent(listener: (event: RunEvent) => void): () => void;
}

/** What a run will cost here, from a short probe of this machine. */
export interface RunForecast {
  /** Backend that the first training should take, e.g. `webgpu`. */
  readonly backend: string;
  /** By training id; one seed. */
  readonly trainings: Readonly<Record<string, { readonly stepMs: number; readonly seconds: number }>>;
  /** Of one seed, front end and scoring included; what runs side by side is counted once. */
  readonly secondsPerSeed: number;
  /** Of the features that are held at once, with what nets answer. */
  readonly memoryBytes: number;
  /** Of the samples and features that are kept, where they are. */
  readonly diskBytes: number;
  /** Training clips do not fit into memory: their features are made portion by portion. */
  readonly inPortions: boolean;
}

export interface Forecaster {
  /** May take a second the first time; later calls are answered from what was measured. Rejects when aborted. */
  forecast(experiment: Experiment, dataset: DatasetSummary, signal: AbortSignal): Promise<RunForecast>;
  /** Told when a run begins and ends: while the machine trains, only what was measured before is answered. */
  setBusy(busy: boolean): void;
}

export type { ClipInfo, ClipSamples, DatasetSummary, ImportProgress, KeptDataset, Spectrogram };

/** A chosen or dropped file, read when asked for. */
export interface ImportFile {
  /** With folders, `/` between them: `yes/7_anna.wav`. */
  readonly path: string;
  readonly sizeBytes: number;
  readonly arrayBuffer: () => Promise<ArrayBuffer>;
  /** Its bytes where they are wanted, for archives. */
  readonly open: () => Promise<ByteSource>;
}

/** Holds datasets; one of them is in use: the one that the runner trains on. */
export interface DatasetService {
  /** Loads a pack and takes it into use. */
  loadPack(name: PackName, signal: AbortSignal): Promise<DatasetSummary>;
  /** Reads files into a new dataset that is not yet in use. Bad files end in `skipped`, they do not reject. */
  importFiles(
    files: readonly ImportFile[],
    options: { readonly signal: AbortSignal; readonly onProgress: (progress: ImportProgress) => void },
  ): Promise<DatasetSummary>;
  /** Reads the files of the last import in another way, into another dataset. */
  rereadFiles(
    layout: LayoutChoice,
    options: { readonly signal: AbortSignal; readonly onProgress: (progress: ImportProgress) => void },
  ): Promise<DatasetSummary>;
  /** What is recorded by now, as a dataset that is not yet in use; null when that is nothing. */
  recorded(): Promise<DatasetSummary | null>;
  /** "Train on this". */
  use(datasetId: string): Promise<DatasetSummary>;
  /** Runs that ask for it hear it without labels, beside what they train on. */
  hearUnlabelled(datasetId: string): Promise<DatasetSummary>;
  /** Takes what is kept out for the same. */
  restoreUnlabelled(fingerprint: string): Promise<DatasetSummary>;
  /** The newest first. Rejects where this browser keeps nothing. */
  kept(): Promise<readonly KeptDataset[]>;
  /** Takes a kept dataset into use. */
  restore(fingerprint: string): Promise<DatasetSummary>;
  /** It can be put back until {@link forgetRemoved}. */
  removeKept(dataset: KeptDataset): Promise<void>;
  putBack(dataset: KeptDataset): Promise<void>;
  forgetRemoved(): void;
  clips(datasetId: string): readonly ClipInfo[];
  samples(datasetId: string, clipIndex: number): Promise<ClipSamples>;
  spectrogram(datasetId: string, clipIndex: number, frontEnd: FrontEndConfig): Promise<Spectrogram>;
  /** A clip as a run would make it. */
  preview(datasetId: string, clipIndex: number, settings: PreviewSettings): Promise<ClipPreview>;
  /**
   * Plays a clip from its start, stopping what plays; resolves at its end or when stopped.
   * @param settings of its preview; null: as recorded
   */
  play(datasetId: string, clipIndex: number, settings: PreviewSettings | null): Promise<void>;
  /** Plays a stretch of a clip as it was recorded, stopping what plays. Resolves as {@link play}. */
  playPart(datasetId: string, clipIndex: number, fromSeconds: number, toSeconds: number): Promise<void>;
  stopPlaying(): void;
}

export type TakeOfClip = Pick<RecordedClip, 'takeId' | 'sampleRateHz'>;

/** The takes of this browser, whole, and the clips that are cut from them. */
export interface RecordingService {
  /** In the order in which they were recorded; those of earlier visits too, where they are kept. */
  clips(): Promise<readonly RecordedClip[]>;
  /**
   * Keeps a take, with the word in it as its first clip. Rejects with `file/silent` or `file/too-short`.
   * @returns `notKept`: why it is only in memory
   */
  add(
    take: ClipSamples,
    about: { readonly label: string | null; readonly speaker: string; readonly processing: InputProcessing },
  ): Promise<{ readonly clip: RecordedClip; readonly notKept: ErrorReport | null }>;
  /** Says anew what is cut from the takes. @returns why it could not be written to the disk; null when it was */
  change(clips: readonly RecordedClip[]): Promise<ErrorReport | null>;
  /** Where the word lies in the take of a clip. */
  findWord(clip: RecordedClip): Promise<Stretch>;
  /** The words in a clip that silence keeps apart, as stretches of its take. */
  findWords(clip: RecordedClip): Promise<readonly Stretch[]>;
  /** The take of a clip, whole. */
  samples(clip: TakeOfClip): ClipSamples;
  /** Of the whole take. */
  spectrogram(clip: TakeOfClip, frontEnd: FrontEndConfig): Promise<Spectrogram>;
  /** Plays a clip, stopping what plays; resolves at its end or when stopped. */
  play(clip: RecordedClip): Promise<void>;
  stopPlaying(): void;
}

export interface InputLevel {
  /** 0 to 1. */
  readonly peak: number;
  readonly rms: number;
  readonly clipped: boolean;
}

/** An open microphone. */
export interface MicrophoneSession {
  readonly sampleRateHz: number;
  /** What the browser really does to the sound. */
  readonly processing: InputProcessing;
  /** Begins a take. */
  startTake(): void;
  /** Ends the take and gives it. */
  finishTake(): Promise<ClipSamples>;
  close(): Promise<void>;
}

export interface InputDevice {
  readonly id: string;
  /** Empty before the person has allowed one. */
  readonly label: string;
}

/** Which microphone, and what the browser may do to it. */
export interface InputChoice {
  /** Null: the one that the browser takes by itself. */
  readonly deviceId: string | null;
  readonly processing: InputProcessing;
}

export interface Microphone {
  /**
   * Asks for permission and opens the device.
   * @param onLevel about twenty times a second
   * @param onLost the device went away; the session is closed
   */
  open(
    onLevel: (level: InputLevel) => void,
    onLost: (error: ErrorReport) => void,
    choice: InputChoice,
  ): Promise<MicrophoneSession>;
  devices(): Promise<readonly InputDevice[]>;
  /** Something was plugged in or out. @returns takes the listener off again */
  onDevices(listener: () => void): () => void;
}

/** A run that a closed tab cut short. */
export interface InterruptedRun {
  readonly experiment: Experiment;
  readonly seeds: readonly number[];
  /** Epoch milliseconds of the last checkpoint. */
  readonly savedAt: number;
  /** 0 to 1. */
  readonly progress: number;
}

export interface SessionService {
  interrupted(): Promise<InterruptedRun | null>;
  /**
   * Sends the events kept so far to the runner's listeners again, then goes on exactly where the run was.
   * @returns the dataset that it goes on with, now in use
   */
  resumeInterrupted(): Promise<DatasetSummary>;
  discard(): Promise<void>;
}

/** The address bar's fragment, without `#`. */
export interface LinkService {
  read(): string;
  /** Replaces, never pushes. */
  replace(fragment: string): void;
  /** Someone pasted another link into this tab. @returns takes the listener off again. */
  onChange(listener: (fragment: string) => void): () => void;
}

/** Small settings of this browser (language, theme). Never throws: a browser that keeps nothing answers null. */
export interface Preferences {
  get(key: string): string | null;
  set(key: string, value: string): void;
}

/** What a browser's `File` has; named here because this layer has no browser. */
export interface ChosenFile {
  readonly name: string;
  readonly size: number;
  readonly webkitRelativePath: string;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** What a browser's `DataTransfer` has. */
export interface Dropped {
  readonly files: ArrayLike<ChosenFile>;
  readonly items: ArrayLike<{
    readonly kind: string;
    getAsFile(): ChosenFile | null;
    /** A `FileSystemEntry`, or null. */
    webkitGetAsEntry(): unknown;
  }>;
}

export interface FileService {
  /** From an `<input type="file">`: a `FileList`. */
  fromList(list: ArrayLike<ChosenFile>): ImportFile[];
  /** From a drop (a `DataTransfer`), folders walked. Call it inside the event: browsers empty the transfer afterwards. */
  fromDrop(transfer: Dropped): Promise<ImportFile[]>;
  /** Offers a text as a download. */
  save(fileName: string, text: string, mimeType: string): void;
}

/** Whether the GPU of this machine computes as it should. */
export interface GpuCheckService {
  /** How this browser names itself. */
  readonly browser: string;
  /**
   * Runs the whole gradient suite on every way to use the GPU; takes seconds, with a software adapter a minute.
   * @param onProgress comparisons made so far
   */
  run(onProgress: (checks: number) => void, signal: AbortSignal): Promise<GpuReport>;
}

/** What to listen to: a microphone, or a recording at the speed of life. */
export type LiveInput = InputChoice | ClipSamples;

/** Nets that listen; one stream at a time. */
export interface LiveService {
  /** The run that comes with the page. */
  openRecorded(): Promise<ListeningPair>;
  /** The nets of the run that ended last; null before there is one. */
  openTrained(): Promise<ListeningPair | null>;
  /** Resolves when sound is on its way. @returns what the browser does to the microphone; null for a recording */
  listen(
    input: LiveInput,
    settings: LiveSettings,
    listening: {
      /** About thirty times a second. */
      readonly onHeard: (update: HeardUpdate) => void;
      /** The stream is over; with an error when it was cut short. */
      readonly onEnd: (error: ErrorReport | null) => void;
    },
  ): Promise<InputProcessing | null>;
  /** Ends the stream; what was still on its way is heard first. */
  stop(): void;
  change(settings: LiveSettings): Promise<void>;
  /** What was heard of a sound of the stream, and a little beside it; null when that is no longer there. */
  samplesOf(sound: Pick<HeardSound, 'startSeconds' | 'endSeconds'>): Promise<ClipSamples | null>;
  /** The samples of a person's file. */
  decode(bytes: ArrayBuffer): Promise<ClipSamples>;
  /** Transcripts as nets for sentences learnt to write them. */
  spell(transcripts: readonly string[]): Promise<readonly string[]>;
  /** Sends a clip by the way of the microphone and by that of files: true when both give the same bits. */
  sameNumbers(clip: ClipSamples): Promise<boolean>;
  /** False alarms against misses, on words and on made-up background. @param onProgress 0 to 1 */
  measureRoc(said: SaidStream, settings: LiveSettings, onProgress: (share: number) => void): Promise<RocCurves>;
}

/** What the nets of the run that ended last make of an utterance. */
export interface LookService {
  lookAt(datasetId: string, clipIndex: number): Promise<UtteranceLook>;
}

/** The page itself, kept in this browser so that it opens without a server. */
export interface OfflineService {
  /** Resolves with the bytes that it takes when all is kept; waits until the page has nothing else to do. */
  keep(): Promise<number>;
  /** While a run is under way nothing is fetched. */
  setBusy(busy: boolean): void;
  /** @returns takes the listener off again */
  onNewVersion(listener: () => void): () => void;
  /** Opens the page anew in its new version; false while other tabs are open on this one. */
  renew(): Promise<boolean>;
}

/** Keeps trainings on the CPU from holding up what is costly to draw. */
export interface RightOfWayService {
  /** From now on the trainings let the page have a processor: for some milliseconds at most, or until {@link cede}. */
  claim(): void;
  cede(): void;
}

export interface Services {
  readonly live: LiveService;
  readonly looks: LookService;
  readonly runner: ExperimentRunner;
  readonly forecaster: Forecaster;
  readonly datasets: DatasetService;
  readonly recordings: RecordingService;
  readonly microphone: Microphone;
  readonly session: SessionService;
  readonly link: LinkService;
  readonly preferences: Preferences;
  readonly files: FileService;
  readonly gpuCheck: GpuCheckService;
  /** Null where there are processors enough for the trainings and the page, or memory cannot be shared. */
  readonly rightOfWay: RightOfWayService | null;
  /** Null: the page is not to be kept, for it is being developed. */
  readonly offline: OfflineService | null;
}
