import type { FrontEndConfig } from '../config/experiment.ts';
import { StudioError } from '../core/errors.ts';
import type { ForecastSize } from '../experiment/forecast/forecaster.ts';
import type { RunPlan } from '../experiment/plan-run.ts';
import { RunPlanner, type PlanRequest } from '../experiment/run-planner.ts';
import type { CreateSpool } from './archives/byte-source.ts';
import type { OpenedArchive } from './archives/open-archive.ts';
import { openArchives, recordUnpacked } from './archives/open-archives.ts';
import { previewClip, type ClipPreview, type PreviewRequest } from './clip-preview.ts';
import { describeDataset, packOrigin, type DescribedDataset, type PackOrigin } from './dataset-summary.ts';
import type { AudioRef, Dataset } from './dataset.ts';
import type { DatasetProvider, DecodedVoice, ImportOptions, OpenedDataset, PackShare } from './dataset-provider.ts';
import { prepareFrontEnd } from '../dsp/prepare-front-end.ts';
import { createContentHasher } from './fingerprint.ts';
import type { LayoutChoice } from './layouts/choice.ts';
import { readByLayout, type OwnFile } from './own-files.ts';
import { decoder, type OwnRecordings } from './own-recordings.ts';
import { parsePackIndex, type PackIndex } from './pack-index.ts';
import { decodePackVoices, packDataset } from './pack.ts';
import { moveToFile } from './samples/move-to-file.ts';
import { samplesBy, type OpenSamples } from './samples/sample-reader.ts';
import { FileSink, MemorySink, type CreateSink, type SampleSink } from './samples/sample-sink.ts';
import type { SampleFiles, StoredSamples } from './samples/stored-samples.ts';
import { findWord, type FoundWord } from './find-word.ts';
import type { Stretch } from './trim.ts';
import { splitAtSilences } from './split-at-silences.ts';
import { recordingsDataset, type RecordedSound } from './recordings.ts';
import { spectrogramOf, type Spectrogram } from './spectrogram.ts';

/** A person's files as they were read, to be read in another way, which may look into other texts of the archives. */
interface ImportedFiles {
  readonly archives: OpenedArchive;
  readonly own: OwnRecordings;
}

/** Datasets read in this thread. */
export class LocalDatasets implements DatasetProvider {
  /** Of the last import that went well. */
  private imported: ImportedFiles | null = null;
  private pack: { readonly index: PackIndex; readonly bytes: Uint8Array; readonly dataset: Dataset } | null = null;

  private readonly openSamples: OpenSamples;
  private readonly planner = new RunPlanner();

  /**
   * @param createSpool room on this device to unpack archives into; without it those that need some are refused
   * @param files of this device for what is imported; without them it is held in memory
   */
  constructor(
    private readonly createSpool: CreateSpool = () => Promise.reject(new StudioError('file/no-room')),
    private readonly files: SampleFiles | null = null,
  ) {
    this.openSamples = samplesBy(files);
  }

  async openPack(json: unknown, bytes: Uint8Array, bank?: Float32Array): Promise<OpenedDataset> {
    const index = parsePackIndex(json);
    const dataset = packDataset(index, bank);
    this.pack = { index, bytes, dataset };
    return this.opened(dataset, packOrigin(index));
  }

  async decodePack(onVoice: (voice: DecodedVoice) => void, share: PackShare = { part: 0, of: 1 }): Promise<void> {
    if (!this.pack) throw new Error('no pack was opened');
    const { index, bytes, dataset } = this.pack;
    await decodePackVoices(index, bytes, voicesOf(index, share), dataset.pcm, {
      onVoice: ({ voice }) => onVoice(decodedVoice(dataset, index.voices[voice]!.id)),
    });
    // The compressed bytes are not needed again.
    this.pack = null;
  }

  async importFiles(files: readonly OwnFile[], options: ImportOptions): Promise<OpenedDataset> {
    const archives = await openArchives(files, options, this.createSpool);
    let sink: SampleSink | null = null;
    try {
      const own = await recordUnpacked(
        archives,
        options.read ?? decoder(),
        options,
        async (bytes) => (sink = await this.createSink(bytes)),
      );
      const read = await this.openedFiles(own, options.layout);
      // Given up at the last moment: what the page goes on to show is the import before.
      if (options.signal.aborted) throw new StudioError('train/stopped');
      this.imported = { archives, own };
      return read;
    } catch (thrown) {
      await (sink as SampleSink | null)?.discard();
      throw thrown;
    } finally {
      await archives.close();
    }
  }

  async rereadFiles(layout: LayoutChoice, options: ImportOptions): Promise<OpenedDataset> {
    if (!this.imported) throw new StudioError('data/files-gone');
    const { archives, own } = this.imported;
    try {
      if (own.stored || own.pcm.length > 0) return await this.openedFiles(own, layout);
      // In memory that cannot be shared, the samples went with the dataset.
      const again = await recordUnpacked(archives, options.read ?? decoder(), options);
      this.imported = { archives, own: again };
      return await this.openedFiles(again, layout);
    } finally {
      await archives.close();
    }
  }

  async samples(stored: StoredSamples, audio: readonly AudioRef[]): Promise<readonly Float32Array[]> {
    const reader = this.openSamples({ pcm: new Float32Array(0), stored });
    return audio.map((ref) => reader.read(ref).slice());
  }

  async moveToFile(dataset: Dataset): Promise<Dataset> {
    const file = await this.files?.create(dataset.pcm.byteLength);
    return file ? moveToFile(dataset, file, await createContentHasher()) : dataset;
  }

  async findWord(samples: Float32Array, sampleRateHz: number): Promise<FoundWord> {
    return findWord(samples, sampleRateHz);
  }

  async findWords(samples: Float32Array, sampleRateHz: number): Promise<readonly Stretch[]> {
    return splitAtSilences(samples, sampleRateHz).map(({ startSeconds, endSeconds }) => ({
      start: Math.round(startSeconds * sampleRateHz),
      end: Math.round(endSeconds * sampleRateHz),
    }));
  }

  async fromRecordings(sounds: readonly RecordedSound[]): Promise<OpenedDataset> {
    return this.opened(recordingsDataset(sounds, await createContentHasher()), null);
  }

  async describe(dataset: Dataset): Promise<DescribedDataset> {
    this.planner.hold(dataset);
    return describeDataset(dataset, null);
  }

  async hold(dataset: Dataset): Promise<void> {
    this.planner.hold(dataset);
  }

  async planRun(request: PlanRequest): Promise<RunPlan | null> {
    return this.planner.plan(request)?.plan ?? null;
  }

  async sizeRun(request: PlanRequest): Promise<ForecastSize | null> {
    return this.planner.plan(request)?.size ?? null;
  }

  async spectrogram(samples: Float32Array, sampleRateHz: number, config: FrontEndConfig): Promise<Spectrogram> {
    await prepareFrontEnd(config);
    return spectrogramOf(samples, sampleRateHz, config);
  }

  async preview(request: PreviewRequest): Promise<ClipPreview> {
    await prepareFrontEnd(request.frontEnd);
    return previewClip(request);
  }

  private async openedFiles(own: OwnRecordings, layout?: LayoutChoice): Promise<OpenedDataset> {
    const { dataset, summary, splits } = this.opened(await readByLayout(own, layout, this.openSamples), null);
    const isUnusual = this.files !== null && !dataset.stored;
    const warnings = isUnusual ? [...summary.warnings, { code: 'in-memory' as const, params: {} }] : summary.warnings;
    return { dataset, summary: { ...summary, warnings }, splits };
  }

  private opened(dataset: Dataset, origin: PackOrigin | null): OpenedDataset {
    this.planner.hold(dataset);
    return { dataset, ...describeDataset(dataset, origin) };
  }

  private readonly createSink: CreateSink = async (bytes) => {
    const file = await this.files?.create(bytes);
    return file ? new FileSink(file) : new MemorySink();
  };
}

/** The voices of a share, in the order in which they are decoded. */
export function voicesOf({ voices }: PackIndex, { part, of }: PackShare): number[] {
  // The clip shown first is one of an unseen voice: it can be heard first.
  const shown = voices.findIndex(({ split }) => split === 'test');
  const others = [...voices.keys()].filter((voice) => voice !== shown);
  return (shown < 0 ? others : [shown, ...others]).filter((_, place) => place % of === part);
}

function decodedVoice({ pcm, utterances }: Dataset, speaker: string): DecodedVoice {
  const clips = utterances.filter((item) => item.speaker === speaker);
  const offset = clips[0]?.audio.offset ?? 0;
  const length = clips.reduce((sum, { audio }) => sum + audio.length, 0);
  const shared = !(pcm.buffer instanceof ArrayBuffer);
  return { speaker, offset, samples: shared ? null : pcm.slice(offset, offset + length) };
}
