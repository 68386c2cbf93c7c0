import { transfer } from 'comlink';
import type { FrontEndConfig } from '../engine/config/experiment.ts';
import type { StopSignal } from '../engine/core/stop-signal.ts';
import type { ClipPreview, PreviewRequest } from '../engine/data/clip-preview.ts';
import { StudioError, type ErrorReport } from '../engine/core/errors.ts';
import type { ByteSource } from '../engine/data/archives/byte-source.ts';
import type { DescribedDataset } from '../engine/data/dataset-summary.ts';
import type { AudioRef, Dataset, Utterance } from '../engine/data/dataset.ts';
import type {
  DatasetProvider,
  DecodedVoice,
  ImportOptions,
  OpenedDataset,
  PackShare,
} from '../engine/data/dataset-provider.ts';
import type { LayoutChoice } from '../engine/data/layouts/choice.ts';
import type { OwnFile } from '../engine/data/own-files.ts';
import type { ReadRecording } from '../engine/data/own-recordings.ts';
import type { StoredSamples } from '../engine/data/samples/stored-samples.ts';
import type { FoundWord } from '../engine/data/find-word.ts';
import type { RecordedSound } from '../engine/data/recordings.ts';
import type { Stretch } from '../engine/data/trim.ts';
import type { ForecastSize } from '../engine/experiment/forecast/forecaster.ts';
import type { RunPlan } from '../engine/experiment/plan-run.ts';
import type { PlanRequest } from '../engine/experiment/run-planner.ts';
import type { Spectrogram } from '../engine/data/spectrogram.ts';
import { HelpedReader, serveReader } from './helped-reader.ts';
import { handOver, settle, unwrap, type Outcome } from './outcome.ts';
import { buffersIn } from './transferables.ts';

/** What of a file crosses before it is read. */
export type ListedFile = Pick<OwnFile, 'path' | 'size'>;

/** The contents of listed files, by their place in the list. */
export interface FileContents {
  read(index: number): Promise<Outcome<ArrayBuffer>>;
  /** A Blob: a handle crosses, and no bytes. */
  open(index: number): Promise<Outcome<ByteSource>>;
}

/** What an import brought, without its utterances: they are taken piece by piece. */
export interface ImportedDataset extends OpenedDataset {
  readonly told: { readonly importId: number; readonly clips: number };
}

/** A provider of datasets as it is called from another thread. */
export interface RemoteDatasets {
  openPack(index: unknown, bytes: Uint8Array, bank?: Float32Array): Promise<Outcome<OpenedDataset>>;
  decodePack(onVoice: (voice: DecodedVoice) => void, share: PackShare): Promise<Outcome<void>>;
  /**
   * @param importId names it, to cancel it
   * @param helpers lead to the threads that help this one to decode
   */
  importFiles(
    importId: number,
    files: readonly ListedFile[],
    contents: FileContents,
    onProgress: ImportOptions['onProgress'],
    layout: LayoutChoice,
    helpers: readonly MessagePort[],
  ): Promise<Outcome<ImportedDataset>>;
  /** Decodes for another thread, at the other end of the port. */
  helpReading(port: MessagePort): Promise<void>;
  /** The helper of that place will not answer any more. */
  loseHelper(importId: number, helper: number, error: ErrorReport): Promise<void>;
  rereadFiles(
    importId: number,
    layout: LayoutChoice,
    onProgress: ImportOptions['onProgress'],
  ): Promise<Outcome<ImportedDataset>>;
  /** Some of the utterances of that import; those before them are forgotten with the last. */
  tell(importId: number, from: number, to: number): Promise<readonly Utterance[]>;
  /** Ends that import, when it is under way. */
  cancelImport(importId: number): Promise<void>;
  samples(stored: StoredSamples, audio: readonly AudioRef[]): Promise<Outcome<readonly Float32Array[]>>;
  moveToFile(dataset: Dataset): Promise<Outcome<Dataset>>;
  findWord(samples: Float32Array, sampleRateHz: number): Promise<Outcome<FoundWord>>;
  findWords(samples: Float32Array, sampleRateHz: number): Promise<Outcome<readonly Stretch[]>>;
  fromRecordings(sounds: readonly RecordedSound[]): Promise<Outcome<OpenedDataset>>;
  /** Some more utterances for that list. */
  hear(list: number, utterances: readonly Utterance[]): Promise<void>;
  /** @param list that its utterances were given in */
  describe(dataset: Dataset, list: number): Promise<Outcome<DescribedDataset>>;
  hold(dataset: Dataset, list: number): Promise<Outcome<void>>;
  planRun(request: PlanRequest): Promise<Outcome<RunPlan | null>>;
  sizeRun(request: PlanRequest): Promise<Outcome<ForecastSize | null>>;
  spectrogram(samples: Float32Array, sampleRateHz: number, config: FrontEndConfig): Promise<Outcome<Spectrogram>>;
  preview(request: PreviewRequest): Promise<Outcome<ClipPreview>>;
}

/**
 * The far side of the channel.
 * @param createReader decodes in that thread
 */
export function serveDatasets(provider: DatasetProvider, createReader: () => ReadRecording): RemoteDatasets {
  const toTell = new Map<number, readonly Utterance[]>();
  const imports = new Map<number, { aborted: boolean; readonly helpers: HelpedReader | null }>();
  const importing = async (
    importId: number,
    work: (signal: StopSignal) => Promise<OpenedDataset>,
    helpers: HelpedReader | null = null,
  ) => {
    const signal = { aborted: false, helpers };
    imports.set(importId, signal);
    const outcome = await handOver(async (): Promise<ImportedDataset> => {
      const { dataset, ...described } = await work(signal);
      const { utterances } = dataset;
      if (utterances.length > 0) toTell.set(importId, utterances);
      const told = { importId, clips: utterances.length };
      return { ...described, dataset: { ...dataset, utterances: [] }, told };
    });
    imports.delete(importId);
    helpers?.close();
    return outcome;
  };
  const heard = new Map<number, Utterance[]>();
  const withHeard = (dataset: Dataset, list: number): Dataset => {
    const utterances = heard.get(list) ?? [];
    heard.delete(list);
    return { ...dataset, utterances };
  };
  return {
    // The pack's bank is filled after it was given: where it is not shared, this side keeps its own.
    openPack: (index, bytes, bank) => settle(() => provider.openPack(index, bytes, bank)),
    decodePack: (onVoice, share) =>
      settle(async () => {
        const told: unknown[] = [];
        await provider.decodePack((voice) => told.push(onVoice(transfer(voice, buffersIn(voice)))), share);
        // All must have been heard: this thread may be ended when it has answered.
        await Promise.all(told);
      }),
    importFiles(importId, files, contents, onProgress, layout, ports) {
      const own = files.map((file, i): OwnFile => ({
        ...file,
        read: async () => unwrap(await contents.read(i)),
        open: async () => unwrap(await contents.open(i)),
      }));
      const helpers = new HelpedReader(createReader(), ports);
      const { read } = helpers;
      return importing(importId, (signal) => provider.importFiles(own, { signal, onProgress, layout, read }), helpers);
    },
    async helpReading(port) {
      serveReader(createReader(), port);
    },
    async loseHelper(importId, helper, { code, params }) {
      imports.get(importId)?.helpers?.lose(helper, new StudioError(code, params));
    },
    rereadFiles(importId, layout, onProgress) {
      return importing(importId, (signal) => provider.rereadFiles(layout, { signal, onProgress }));
    },
    async tell(importId, from, to) {
      const utterances = toTell.get(importId) ?? [];
      if (to >= utterances.length) toTell.delete(importId);
      return utterances.slice(from, to);
    },
    async cancelImport(importId) {
      const signal = imports.get(importId);
      if (signal) signal.aborted = true;
    },
    samples: (stored, audio) => handOver(() => provider.samples(stored, audio)),
    moveToFile: (dataset) => settle(() => provider.moveToFile(dataset)),
    findWord: (samples, sampleRateHz) => settle(() => provider.findWord(samples, sampleRateHz)),
    findWords: (samples, sampleRateHz) => settle(() => provider.findWords(samples, sampleRateHz)),
    fromRecordings: (sounds) => handOver(() => provider.fromRecordings(sounds)),
    async hear(list, utterances) {
      const before = heard.get(list) ?? [];
      heard.set(list, before);
      for (const utterance of utterances) before.push(utterance);
    },
    describe: (dataset, list) => settle(() => provider.describe(withHeard(dataset, list))),
    hold: (dataset, list) => settle(() => provider.hold(withHeard(dataset, list))),
    planRun: (request) => settle(() => provider.planRun(request)),
    sizeRun: (request) => settle(() => provider.sizeRun(request)),
    spectrogram: (samples, sampleRateHz, config) => handOver(() => provider.spectrogram(samples, sampleRateHz, config)),
    preview: (request) => handOver(() => provider.preview(request)),
  };
}
