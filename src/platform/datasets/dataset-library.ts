import type { Experiment, FrontEndConfig } from '../../engine/config/experiment.ts';
import { StudioError } from '../../engine/core/errors.ts';
import { spread } from '../../engine/core/spread.ts';
import type { PreviewSettings } from '../../engine/config/hearing.ts';
import type { ClipPreview, PreviewSound } from '../../engine/data/clip-preview.ts';
import type { ClipInfo } from '../../engine/data/clip-info.ts';
import type { ClipSamples } from '../../engine/data/clip-samples.ts';
import type { DatasetProvider, OpenedDataset } from '../../engine/data/dataset-provider.ts';
import type { DatasetSummary } from '../../engine/data/dataset-summary.ts';
import type { AudioRef, Dataset } from '../../engine/data/dataset.ts';
import type { KeptDataset } from '../../engine/data/kept-dataset.ts';
import type { PackName } from '../../engine/config/pack-name.ts';
import type { LayoutChoice } from '../../engine/data/layouts/choice.ts';
import type { Spectrogram } from '../../engine/data/spectrogram.ts';
import type { MemoryGiven } from '../../engine/experiment/feature-memory.ts';
import type { ForecastSize } from '../../engine/experiment/forecast/forecaster.ts';
import type { RunPlan } from '../../engine/experiment/plan-run.ts';
import { sampleLock } from '../../protocol/sample-files.ts';
import type { ClipPlayer } from '../audio/player.ts';
import type { ImportFile } from '../files.ts';
import { holdDataset, holdShared, whenNobodyNeeds } from '../storage/dataset-lock.ts';
import type { Store } from '../storage/store.ts';
import { askOfPlan } from './ask-of-plan.ts';
import { loadPackSource, type PackSource } from './pack-source.ts';
import type { Recordings } from './recordings.ts';
import { toldByStage, type ImportingOptions } from './told-by-stage.ts';

/** Clips that the babble of a preview is made of. */
const BABBLE_CLIPS = 24;

/** The datasets of this visit, by id; one of them is in use. Promises reject with a StudioError. */
export class DatasetLibrary {
  private readonly shelf = new Map<string, OpenedDataset>();
  private readonly packs = new Map<PackName, PackSource>();
  private usedId: string | null = null;
  private letGo = (): void => undefined;
  /** Of the audio that is heard without labels; null where there is none. */
  private unlabelledId: string | null = null;
  private letGoOfUnlabelled = (): void => undefined;
  /** The last dataset of recordings of this visit. */
  private recordedId: string | null = null;
  /** The dataset of this visit's recordings that is kept, until a take more makes another. */
  private keptRecordedId: string | null = null;
  private readonly letGoOfRemoved = new Map<string, () => void>();
  /** Ids of what the last import was read as; it may be waiting for "Train on this". */
  private imported = new Set<string>();
  private readonly everUsed = new Set<string>();
  /** Of the files of samples at hand, by name. */
  private readonly letGoOfFiles = new Map<string, () => void>();

  /** @param store rejects where this browser keeps nothing */
  constructor(
    private readonly provider: DatasetProvider,
    private readonly recordings: Recordings,
    private readonly player: ClipPlayer,
    private readonly store: Promise<Store>,
    private readonly locks: LockManager = navigator.locks,
  ) {}

  /** A pack, taken into use; its clips are decoded in the background, the first to be shown first. */
  async loadPack(name: PackName, signal: AbortSignal): Promise<DatasetSummary> {
    let pack = this.packs.get(name);
    if (!pack || pack.broken()) {
      // One after another: the provider decodes the one that was opened last.
      await Promise.allSettled([...this.packs.values()].map(({ complete }) => complete));
      pack = await loadPackSource(name, this.provider, signal);
      this.packs.set(name, pack);
    }
    this.add(pack.opened);
    return this.use(pack.opened.summary.id);
  }

  /** Reads files into a new dataset that is not yet in use. Bad files end in `skipped`, they do not reject. */
  async importFiles(files: readonly ImportFile[], options: ImportingOptions): Promise<DatasetSummary> {
    const own = files.map(({ path, sizeBytes, arrayBuffer, open }) => ({
      path,
      size: sizeBytes,
      read: arrayBuffer,
      open,
    }));
    const opened = await this.provider.importFiles(own, toldByStage(options));
    const before = [...this.imported].filter((id) => !this.everUsed.has(id));
    this.imported = new Set();
    const summary = this.addImported(opened);
    this.putAway(before);
    return summary;
  }

  /** Reads the files of the last import in another way. */
  async rereadFiles(layout: LayoutChoice, options: ImportingOptions): Promise<DatasetSummary> {
    return this.addImported(await this.provider.rereadFiles(layout, toldByStage(options)));
  }

  /** What is recorded by now, as a dataset that is not yet in use; null when that is nothing. */
  async recorded(): Promise<DatasetSummary | null> {
    const opened = await this.recordings.dataset();
    const before = this.recordedId;
    // Each holds all samples anew.
    if (before !== null && before !== this.usedId && before !== opened?.summary.id) this.shelf.delete(before);
    this.recordedId = opened?.summary.id ?? null;
    return opened && this.add(opened);
  }

  /** "Train on this". */
  async use(datasetId: string): Promise<DatasetSummary> {
    const { summary } = this.find(datasetId);
    this.usedId = datasetId;
    this.everUsed.add(datasetId);
    this.letGo();
    this.letGo = summary.kind === 'own' ? holdDataset(summary.fingerprint, this.locks) : () => undefined;
    return summary;
  }

  /** Runs that ask for it hear it without labels, until another takes its place. */
  async hearUnlabelled(datasetId: string): Promise<DatasetSummary> {
    const { summary } = this.find(datasetId);
    this.unlabelledId = datasetId;
    this.everUsed.add(datasetId);
    this.letGoOfUnlabelled();
    this.letGoOfUnlabelled = holdDataset(summary.fingerprint, this.locks);
    return summary;
  }

  clips(datasetId: string): readonly ClipInfo[] {
    const { dataset, splits } = this.find(datasetId);
    return dataset.utterances.map(({ id, label, speaker, transcript, audio, processing }, index) => ({
      index,
      id,
      label: label ?? null,
      transcript: transcript ?? null,
      speaker: speaker ?? null,
      split: splits?.[index] ?? null,
      seconds: audio.length / audio.sampleRateHz,
      sampleRateHz: audio.sampleRateHz,
      processing: processing ?? null,
    }));
  }

  /** Waits for the pack's voice where that is not decoded yet. */
  async samples(datasetId: string, clipIndex: number): Promise<ClipSamples> {
    const { dataset } = this.find(datasetId);
    const utterance = dataset.utterances[clipIndex];
    if (!utterance) throw new StudioError('internal', { clip: clipIndex });
    await this.packOf(datasetId)?.voice(utterance.speaker);
    const [samples] = await this.samplesOf(dataset, [utterance.audio]);
    return { samples: samples!, sampleRateHz: utterance.audio.sampleRateHz };
  }

  async spectrogram(datasetId: string, clipIndex: number, frontEnd: FrontEndConfig): Promise<Spectrogram> {
    const { samples, sampleRateHz } = await this.samples(datasetId, clipIndex);
    return this.provider.spectrogram(samples, sampleRateHz, frontEnd);
  }

  async preview(datasetId: string, clipIndex: number, settings: PreviewSettings): Promise<ClipPreview> {
    const { dataset, splits, summary } = this.find(datasetId);
    const sound = async (index: number): Promise<PreviewSound> => ({
      id: dataset.utterances[index]?.id ?? '',
      ...(await this.samples(datasetId, index)),
    });
    const { kinds } = settings.noise;
    const trained = [...dataset.utterances.keys()].filter((index) => (splits?.[index] ?? 'train') === 'train');
    const others = kinds.includes('babble') ? spread(trained, BABBLE_CLIPS) : [];
    const noises = kinds.includes('recorded') ? (dataset.noises ?? []) : [];
    const noiseSamples = await this.samplesOf(dataset, noises);
    return this.provider.preview({
      ...settings,
      clip: await sound(clipIndex),
      others: await Promise.all(others.map(sound)),
      noises: noises.map(({ sampleRateHz }, i) => ({ id: `noise ${i}`, samples: noiseSamples[i]!, sampleRateHz })),
      windowSeconds: summary.windowSeconds,
    });
  }

  async play(datasetId: string, clipIndex: number, settings: PreviewSettings | null): Promise<void> {
    const sound = settings ? this.preview(datasetId, clipIndex, settings) : this.samples(datasetId, clipIndex);
    await this.player.play(await sound);
  }

  async playPart(datasetId: string, clipIndex: number, fromSeconds: number, toSeconds: number): Promise<void> {
    const { samples, sampleRateHz } = await this.samples(datasetId, clipIndex);
    const part = samples.slice(Math.round(fromSeconds * sampleRateHz), Math.round(toSeconds * sampleRateHz));
    await this.player.play({ samples: part, sampleRateHz });
  }

  stopPlaying(): void {
    this.player.stop();
  }

  /**
   * The dataset in use, with all its samples.
   * @param hearing whether with the audio without labels: a run may leave it out
   * @throws StudioError `data/no-clips` when none is in use
   */
  async inUse(hearing = true): Promise<Dataset> {
    if (this.usedId === null) throw new StudioError('data/no-clips');
    await this.packOf(this.usedId)?.complete;
    const { dataset } = this.find(this.usedId);
    if (this.unlabelledId === null || !hearing) return dataset;
    return { ...dataset, unlabelled: this.find(this.unlabelledId).dataset };
  }

  /** What a run on a dataset is, made elsewhere. Rejects where it cannot be. @param dataset as {@link inUse} gives it */
  planRun(dataset: Dataset, experiment: Experiment, memory: MemoryGiven): Promise<RunPlan> {
    return askOfPlan(this.provider, dataset, { experiment, memory }, (request) => this.provider.planRun(request));
  }

  /** How much a run on the dataset in use has to do. Rejects as {@link planRun}, and where it is another. */
  async sizeRun(datasetId: string, experiment: Experiment, memory: MemoryGiven): Promise<ForecastSize> {
    const dataset = await this.inUse(experiment.data.unlabelled !== null);
    if (dataset.id !== datasetId) throw new StudioError('train/stopped');
    return askOfPlan(this.provider, dataset, { experiment, memory }, (request) => this.provider.sizeRun(request));
  }

  /**
   * Keeps the dataset in use on the disk when it is the person's own, and the audio without labels: it is at hand on the next visit, and a run on it
   * can go on after a reload. The pack is always at hand.
   * @param hearing whether a run hears the audio without labels
   * @throws StudioError `storage/full`, `storage/no-room`, `storage/unavailable`
   */
  async keep(hearing = true): Promise<void> {
    const unlabelledId = hearing ? this.unlabelledId : null;
    // First what nothing can be done without.
    await this.keepUsed();
    if (unlabelledId !== null) await (await this.store).datasets.save(this.find(unlabelledId).dataset);
  }

  private async keepUsed(): Promise<void> {
    const used = this.usedId === null || this.isPack(this.usedId) ? null : this.find(this.usedId).dataset;
    const { datasets } = await this.store;
    if (!used) return;
    await datasets.save(used);
    if (used.id !== this.recordedId) return;
    // It came of what was kept before it.
    const before = this.keptRecordedId;
    this.keptRecordedId = used.id;
    if (before !== null && before !== used.id) await datasets.setRemoved(before, true);
  }

  /**
   * Datasets that are kept. What was removed on an earlier visit, or made room for another, goes for good, as does what an
   * import left behind whose tab was closed.
   */
  async kept(): Promise<readonly KeptDataset[]> {
    const { datasets } = await this.store;
    await datasets.purge((fingerprint, work) => whenNobodyNeeds(fingerprint, work, this.locks));
    await datasets.sweep();
    return datasets.list();
  }

  /** Takes a kept dataset off the list; it can be put back until {@link forgetRemoved}, or this tab closes. */
  async removeKept({ id, fingerprint }: KeptDataset): Promise<void> {
    this.letGoOfRemoved.set(id, holdDataset(fingerprint, this.locks));
    await (await this.store).datasets.setRemoved(id, true);
  }

  async putBack({ id }: KeptDataset): Promise<void> {
    await (await this.store).datasets.setRemoved(id, false);
    this.forgetRemoved();
  }

  /** What was removed need not be put back any more. */
  forgetRemoved(): void {
    this.letGoOfRemoved.forEach((letGo) => letGo());
    this.putAway(this.letGoOfRemoved.keys());
    this.letGoOfRemoved.clear();
  }

  /**
   * Takes the dataset of an interrupted run into use again.
   * @throws StudioError `data/missing-own-audio` when it is neither the pack nor kept
   */
  async restore(fingerprint: string): Promise<DatasetSummary> {
    return this.use(await this.takeOut(fingerprint));
  }

  /** The same for audio that is heard without labels. @throws StudioError `data/missing-unlabelled` when it is not kept */
  async restoreUnlabelled(fingerprint: string): Promise<DatasetSummary> {
    const found = await this.takeOut(fingerprint).catch((thrown: unknown) => {
      const error = StudioError.from(thrown);
      throw error.code === 'data/missing-own-audio' ? new StudioError('data/missing-unlabelled', error.params) : error;
    });
    return this.hearUnlabelled(found);
  }

  /** Work that takes data into use: where it fails, what was in use before is so again. */
  async orAsBefore<T>(work: () => Promise<T>): Promise<T> {
    const { usedId, unlabelledId } = this;
    try {
      return await work();
    } catch (thrown) {
      if (usedId !== null) await this.use(usedId);
      if (unlabelledId !== null) await this.hearUnlabelled(unlabelledId);
      else {
        this.letGoOfUnlabelled();
        this.unlabelledId = null;
      }
      throw thrown;
    }
  }

  /** @returns its id @throws StudioError `data/missing-own-audio` */
  private async takeOut(fingerprint: string): Promise<string> {
    const known = [...this.shelf.values()].find(({ dataset }) => dataset.fingerprint === fingerprint);
    if (known) return known.summary.id;
    const { datasets } = await this.store;
    const found = await datasets.load(fingerprint);
    const dataset = found && (await this.inFile(found, datasets));
    if (!dataset) throw new StudioError('data/missing-own-audio', { fingerprint });
    this.add({ dataset, ...(await this.provider.describe(dataset)) });
    return dataset.id;
  }

  private async samplesOf(
    { pcm, stored }: Dataset,
    audio: readonly AudioRef[],
  ): Promise<readonly Float32Array<ArrayBufferLike>[]> {
    if (stored) return audio.length === 0 ? [] : this.provider.samples(stored, audio);
    return audio.map(({ offset, length }) => pcm.slice(offset, offset + length));
  }

  private add(opened: OpenedDataset): DatasetSummary {
    const { summary, dataset } = opened;
    this.shelf.set(summary.id, opened);
    const name = dataset.stored?.name;
    if (name !== undefined && !this.letGoOfFiles.has(name))
      this.letGoOfFiles.set(name, holdShared(sampleLock(name), this.locks));
    return summary;
  }

  /** Imports of earlier versions of the page lie in the database, and would fill the memory: they move when they are used. */
  private async inFile(dataset: Dataset, datasets: Store['datasets']): Promise<Dataset> {
    if (dataset.stored || !dataset.layout) return dataset;
    try {
      const moved = await this.provider.moveToFile(dataset);
      await datasets.save(moved);
      return moved;
    } catch {
      // Where it does not fit twice for a moment, it stays where it is.
      return dataset;
    }
  }

  private addImported(opened: OpenedDataset): DatasetSummary {
    this.imported.add(opened.summary.id);
    return this.add(opened);
  }

  /** Puts datasets away that nobody asks for any more: their files may go, unless they are kept. */
  private putAway(datasetIds: Iterable<string>): void {
    for (const id of datasetIds)
      if (
        id !== this.usedId &&
        id !== this.unlabelledId &&
        !this.imported.has(id) &&
        this.shelf.get(id)?.dataset.stored
      )
        this.shelf.delete(id);
    const needed = new Set([...this.shelf.values()].map(({ dataset }) => dataset.stored?.name));
    for (const [name, letGo] of this.letGoOfFiles) {
      if (needed.has(name)) continue;
      letGo();
      this.letGoOfFiles.delete(name);
    }
  }

  private find(datasetId: string): OpenedDataset {
    const found = this.shelf.get(datasetId);
    if (!found) throw new StudioError('internal', { dataset: datasetId });
    return found;
  }

  private packOf(datasetId: string): PackSource | undefined {
    return [...this.packs.values()].find(({ opened }) => opened.summary.id === datasetId);
  }

  private isPack(datasetId: string): boolean {
    return this.find(datasetId).summary.kind === 'pack';
  }
}
