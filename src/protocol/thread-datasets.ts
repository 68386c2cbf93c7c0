import { proxy, transfer } from 'comlink';
import type { FrontEndConfig } from '../engine/config/experiment.ts';
import type { ClipPreview, PreviewRequest } from '../engine/data/clip-preview.ts';
import { StudioError } from '../engine/core/errors.ts';
import type { DescribedDataset } from '../engine/data/dataset-summary.ts';
import type { AudioRef, Dataset } from '../engine/data/dataset.ts';
import type { DatasetProvider, DecodedVoice, ImportOptions, OpenedDataset } from '../engine/data/dataset-provider.ts';
import type { LayoutChoice } from '../engine/data/layouts/choice.ts';
import type { OwnFile } from '../engine/data/own-files.ts';
import type { StoredSamples } from '../engine/data/samples/stored-samples.ts';
import type { FoundWord } from '../engine/data/find-word.ts';
import type { RecordedSound } from '../engine/data/recordings.ts';
import type { Stretch } from '../engine/data/trim.ts';
import type { ForecastSize } from '../engine/experiment/forecast/forecaster.ts';
import type { RunPlan } from '../engine/experiment/plan-run.ts';
import type { PlanRequest } from '../engine/experiment/run-planner.ts';
import type { Spectrogram } from '../engine/data/spectrogram.ts';
import { giveInPieces, takeInPieces } from './in-pieces.ts';
import { settle, unwrap, type Outcome } from './outcome.ts';
import { callerOf, type Thread } from './thread.ts';
import { buffersIn } from './transferables.ts';
import type { FileContents, ImportedDataset, ListedFile, RemoteDatasets } from './remote-datasets.ts';

type Caller = ReturnType<typeof callerOf<RemoteDatasets>>;

/** A helper costs as much time as it takes to read so much. */
const BYTES_TO_BE_HELPED = 2 ** 22;

/**
 * The near side of `remote-datasets`: datasets from a thread of their own. When that dies (a huge file may cost it its memory), what waits
 * rejects, and the next call starts another.
 */
export class ThreadDatasets implements DatasetProvider {
  private caller: Caller | null = null;
  private importCount = 0;
  private listCount = 0;
  /** What helpers need of the pack that was opened; null where its memory is not shared. */
  private pack: { readonly index: unknown; readonly bytes: Uint8Array; readonly bank: Float32Array } | null = null;

  /** @param decoders threads that decode the pack, where they can share its memory: this one and helpers */
  constructor(
    private readonly start: () => Thread,
    private readonly decoders = 1,
  ) {}

  /** @param bytes handed over, not copied, where there are no helpers */
  async openPack(index: unknown, bytes: Uint8Array): Promise<OpenedDataset> {
    const given = this.decoders > 1 ? bytes.slice() : bytes;
    const opened = unwrap(await this.call((api) => api.openPack(index, transfer(given, buffersIn(given)))));
    const bank = opened.dataset.pcm;
    const isShared = !(bank.buffer instanceof ArrayBuffer);
    this.pack = this.decoders > 1 && isShared ? { index, bytes, bank } : null;
    return opened;
  }

  async decodePack(onVoice: (voice: DecodedVoice) => void): Promise<void> {
    const { pack } = this;
    this.pack = null;
    const of = pack ? this.decoders : 1;
    const decode = (call: Caller, part: number): Promise<Outcome<void>> =>
      call((api) => api.decodePack(proxy(onVoice), { part, of }));
    const helped = Array.from({ length: of - 1 }, async (_, helper) => {
      const { index, bytes, bank } = pack!;
      const thread = this.start();
      const call = callerOf<RemoteDatasets>(thread);
      try {
        unwrap(await call((api) => api.openPack(index, bytes, bank)));
        unwrap(await decode(call, helper + 1));
      } finally {
        thread.terminate();
      }
    });
    await Promise.all([decode((work) => this.call(work), 0).then(unwrap), ...helped]);
  }

  async importFiles(files: readonly OwnFile[], options: ImportOptions): Promise<OpenedDataset> {
    const importId = this.importCount++;
    const listed = files.map(({ path, size }): ListedFile => ({ path, size }));
    const contents: FileContents = {
      async read(index) {
        const outcome = await settle(() => files[index]!.read());
        return transfer(outcome, outcome.ok ? [outcome.value] : []);
      },
      open: (index) =>
        settle(async () => {
          const { path, open } = files[index]!;
          if (!open) throw new StudioError('file/unreadable', { file: path });
          return open();
        }),
    };
    const heard = this.listener(importId, options);
    const layout = options.layout ?? {};
    const bytes = files.reduce((sum, { size }) => sum + size, 0);
    const { ports, end } = this.startHelpers(bytes < BYTES_TO_BE_HELPED ? 0 : this.decoders - 1, importId);
    try {
      const imported = await this.call((api) =>
        api.importFiles(importId, listed, proxy(contents), heard, layout, transfer(ports, [...ports])),
      );
      return await this.whole(unwrap(imported));
    } finally {
      end();
    }
  }

  /** @returns what leads to each of them, and how to end them */
  private startHelpers(count: number, importId: number) {
    const threads: Thread[] = [];
    const ports: MessagePort[] = [];
    let isOver = false;
    for (let helper = 0; helper < count; helper++) {
      const { port1, port2 } = new MessageChannel();
      const thread = this.start();
      void thread.death.then((error) => {
        // A far side that is gone has no import to lose it.
        if (!isOver) this.call((api) => api.loseHelper(importId, helper, error.toReport())).catch(() => undefined);
      });
      // It fails only by that death.
      callerOf<RemoteDatasets>(thread)((api) => api.helpReading(transfer(port2, [port2]))).catch(() => undefined);
      threads.push(thread);
      ports.push(port1);
    }
    const end = (): void => {
      isOver = true;
      for (const thread of threads) thread.terminate();
    };
    return { ports, end };
  }

  async rereadFiles(layout: LayoutChoice, options: ImportOptions): Promise<OpenedDataset> {
    const importId = this.importCount++;
    const heard = this.listener(importId, options);
    return this.whole(unwrap(await this.call((api) => api.rereadFiles(importId, layout, heard))));
  }

  async samples(stored: StoredSamples, audio: readonly AudioRef[]): Promise<readonly Float32Array[]> {
    return unwrap(await this.call((api) => api.samples(stored, audio)));
  }

  async moveToFile(dataset: Dataset): Promise<Dataset> {
    return unwrap(await this.call((api) => api.moveToFile(dataset)));
  }

  async findWord(samples: Float32Array, sampleRateHz: number): Promise<FoundWord> {
    return unwrap(await this.call((api) => api.findWord(samples, sampleRateHz)));
  }

  async findWords(samples: Float32Array, sampleRateHz: number): Promise<readonly Stretch[]> {
    return unwrap(await this.call((api) => api.findWords(samples, sampleRateHz)));
  }

  async fromRecordings(sounds: readonly RecordedSound[]): Promise<OpenedDataset> {
    return unwrap(await this.call((api) => api.fromRecordings(sounds)));
  }

  describe(dataset: Dataset): Promise<DescribedDataset> {
    return this.given(dataset, (api, told, list) => api.describe(told, list));
  }

  async hold({ unlabelled, ...dataset }: Dataset): Promise<void> {
    const hold = (held: Dataset) =>
      this.given({ ...held, pcm: new Float32Array(0) }, (api, told, list) => api.hold(told, list));
    await hold(dataset);
    if (unlabelled) await hold({ id: '', classes: [], skipped: [], ...unlabelled });
  }

  async planRun(request: PlanRequest): Promise<RunPlan | null> {
    return unwrap(await this.call((api) => api.planRun(request)));
  }

  async sizeRun(request: PlanRequest): Promise<ForecastSize | null> {
    return unwrap(await this.call((api) => api.sizeRun(request)));
  }

  async spectrogram(samples: Float32Array, sampleRateHz: number, config: FrontEndConfig): Promise<Spectrogram> {
    return unwrap(await this.call((api) => api.spectrogram(samples, sampleRateHz, config)));
  }

  async preview(request: PreviewRequest): Promise<ClipPreview> {
    return unwrap(await this.call((api) => api.preview(request)));
  }

  /** Gives the utterances beforehand, as there can be many. */
  private async given<T>(
    dataset: Dataset,
    work: (api: RemoteDatasets, told: Dataset, list: number) => Promise<Outcome<T>>,
  ): Promise<T> {
    const list = this.listCount++;
    await giveInPieces(dataset.utterances, (piece) => this.call((api) => api.hear(list, piece)));
    return unwrap(await this.call((api) => work(api, { ...dataset, utterances: [] }, list)));
  }

  /** Takes the utterances of an import, as there can be many. */
  private async whole({ dataset, told, ...described }: ImportedDataset): Promise<OpenedDataset> {
    const { importId, clips } = told;
    const utterances = await takeInPieces(clips, (from, to) => this.call((api) => api.tell(importId, from, to)));
    return { ...described, dataset: { ...dataset, utterances } };
  }

  private listener(importId: number, { signal, onProgress }: ImportOptions): ImportOptions['onProgress'] {
    const heard: ImportOptions['onProgress'] = (done, total, stage) => {
      // A thread that died meanwhile has nothing to cancel.
      if (signal.aborted) void this.caller?.((api) => api.cancelImport(importId)).catch(() => undefined);
      else onProgress(done, total, stage);
    };
    return proxy(heard);
  }

  private call<T>(work: (api: RemoteDatasets) => Promise<T>): Promise<T> {
    if (!this.caller) {
      const thread = this.start();
      this.caller = callerOf<RemoteDatasets>(thread);
      void thread.death.then(() => (this.caller = null));
    }
    return this.caller(work);
  }
}
