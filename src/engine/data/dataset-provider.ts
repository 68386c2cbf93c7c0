import type { FrontEndConfig } from '../config/experiment.ts';
import type { StopSignal } from '../core/stop-signal.ts';
import type { ClipPreview, PreviewRequest } from './clip-preview.ts';
import type { AudioRef, Dataset } from './dataset.ts';
import type { DescribedDataset } from './dataset-summary.ts';
import type { LayoutChoice } from './layouts/choice.ts';
import type { OwnFile } from './own-files.ts';
import type { ReadRecording } from './own-recordings.ts';
import type { ForecastSize } from '../experiment/forecast/forecaster.ts';
import type { RunPlan } from '../experiment/plan-run.ts';
import type { PlanRequest } from '../experiment/run-planner.ts';
import type { StoredSamples } from './samples/stored-samples.ts';
import type { FoundWord } from './find-word.ts';
import type { RecordedSound } from './recordings.ts';
import type { Spectrogram } from './spectrogram.ts';
import type { Stretch } from './trim.ts';

export interface OpenedDataset extends DescribedDataset {
  readonly dataset: Dataset;
}

/** A voice of the pack whose clips can be heard now. */
export interface DecodedVoice {
  readonly speaker: string;
  /** First sample in the bank. */
  readonly offset: number;
  /** Null when the bank is shared and holds them already. */
  readonly samples: Float32Array | null;
}

/** One of several equal parts of the work on the pack: part `part`, from 0, of `of`. */
export interface PackShare {
  readonly part: number;
  readonly of: number;
}

/** What an import is at: archives, counted in bytes, then files. */
export type ImportStage = 'unpacking' | 'reading';

export interface ImportProgress {
  /** Archives are unpacked first, counted in bytes; then files are read. */
  readonly stage: ImportStage;
  readonly done: number;
  readonly total: number;
}

export interface ImportOptions {
  readonly signal: StopSignal;
  /** @param stage `reading` by default */
  readonly onProgress: (done: number, total: number, stage?: ImportStage) => void;
  /** Who decodes; this thread by default. */
  readonly read?: ReadRecording;
  /** How the files are to be read; without one, by the layout that explains them best. */
  readonly layout?: LayoutChoice;
}

/** Where datasets come from: this thread, or a worker. Calls reject with a StudioError, also when the thread dies. */
export interface DatasetProvider {
  /**
   * What the pack holds, at once; its samples follow by {@link decodePack}.
   * @param index its JSON, not yet checked
   * @param bank shared memory for its samples, of another provider that opened the same pack; its own by default
   */
  openPack(index: unknown, bytes: Uint8Array, bank?: Float32Array): Promise<OpenedDataset>;
  /** Resolves when all voices are decoded, or those of a share. */
  decodePack(onVoice: (voice: DecodedVoice) => void, share?: PackShare): Promise<void>;
  /** Bad files end in the dataset's `skipped`. Rejects with `train/stopped` when the signal is raised. */
  importFiles(files: readonly OwnFile[], options: ImportOptions): Promise<OpenedDataset>;
  /**
   * The files of the last import that went well, read in another way; decoded anew only where their samples were given
   * away. Rejects with `data/files-gone` where the thread that read them has ended.
   */
  rereadFiles(layout: LayoutChoice, options: ImportOptions): Promise<OpenedDataset>;
  /** Samples of clips that lie in a file. Rejects with `file/unreadable` when it is gone. */
  samples(stored: StoredSamples, audio: readonly AudioRef[]): Promise<readonly Float32Array[]>;
  /** The dataset with its samples in a file; as it is where there are no files. Rejects with `file/no-room`. */
  moveToFile(dataset: Dataset): Promise<Dataset>;
  /** Refuses a take with nothing in it (`file/silent`, `file/too-short`), else tells where the word lies in it. */
  findWord(samples: Float32Array, sampleRateHz: number): Promise<FoundWord>;
  /** The words of a recording that silence keeps apart. */
  findWords(samples: Float32Array, sampleRateHz: number): Promise<readonly Stretch[]>;
  fromRecordings(sounds: readonly RecordedSound[]): Promise<OpenedDataset>;
  describe(dataset: Dataset): Promise<DescribedDataset>;
  /** Holds what a dataset tells of its clips, for plans: as it does of those that it opened or described last. */
  hold(dataset: Dataset): Promise<void>;
  /** Null where the dataset is not held. Rejects when the experiment cannot run on it, or not with this memory. */
  planRun(request: PlanRequest): Promise<RunPlan | null>;
  /** How much that run has to do. As {@link planRun}. */
  sizeRun(request: PlanRequest): Promise<ForecastSize | null>;
  spectrogram(samples: Float32Array, sampleRateHz: number, config: FrontEndConfig): Promise<Spectrogram>;
  preview(request: PreviewRequest): Promise<ClipPreview>;
}
