import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { Hearing, PreviewSettings } from '../engine/config/hearing.ts';
import { StudioError } from '../engine/core/errors.ts';
import type { ErrorReport } from '../engine/core/errors.ts';
import type { LayoutChoice } from '../engine/data/layouts/choice.ts';
import type { PackName } from '../engine/config/pack-name.ts';
import type { ClipInfo, DatasetService, DatasetSummary, ImportFile, ImportProgress, KeptDataset } from './services.ts';
import { timeLeft } from './time-left.ts';

/** An import under way. */
export interface Importing extends ImportProgress {
  /** Of its stage; null until that can be told. */
  readonly secondsLeft: number | null;
}

export interface DatasetState {
  /** In use: what the next run trains on. */
  readonly dataset: DatasetSummary | null;
  /** What runs that ask for it hear without labels. */
  readonly unlabelled: DatasetSummary | null;
  /** Imported or recorded, waiting for "Train on this". */
  readonly staged: DatasetSummary | null;
  /** Comes back when the one that took its place is decided on: what is imported and what is recorded do not replace each other. */
  readonly waiting: DatasetSummary | null;
  readonly importing: Importing | null;
  /** The files of the last import are being read in another way. */
  readonly rereading: boolean;
  /** The clip that is heard from a list, of any dataset. */
  readonly heard: { readonly datasetId: string; readonly index: number } | null;
  readonly error: ErrorReport | null;
  /** The clip on show, by its position in the dataset in use. */
  readonly clip: ClipInfo | null;
  /** What of it is heard and seen. */
  readonly hearing: Hearing;
  /** Which of its noisy and varied versions. */
  readonly version: number;
  /** A clip is being played. */
  readonly playing: boolean;
  /** What this browser keeps, the newest first; null until it was looked up. */
  readonly kept: readonly KeptDataset[] | null;
  /** Taken off {@link kept} last; may be put back. */
  readonly removed: KeptDataset | null;
}

export interface DatasetStore extends StoreApi<DatasetState> {
  /** @param name of words by default */
  loadPack(name?: PackName): Promise<void>;
  /** Shows a dataset that was taken into use elsewhere (by a run that goes on). */
  adopt(dataset: DatasetSummary): void;
  importFiles(files: readonly ImportFile[]): Promise<void>;
  cancelImport(): void;
  /** Reads the staged files in another way. */
  reread(layout: LayoutChoice): Promise<void>;
  /** Plays a clip of a dataset, staged or in use; what is heard already ends. */
  hearClip(datasetId: string, index: number): Promise<void>;
  /** "Train on this". */
  useStaged(): Promise<DatasetSummary | null>;
  /** What is staged is heard without labels. */
  hearStaged(): Promise<DatasetSummary | null>;
  /** Takes what is kept out for the same; nothing happens where it is not. */
  restoreUnlabelled(fingerprint: string): Promise<void>;
  dismissStaged(): void;
  showClip(index: number): void;
  hear(hearing: Hearing): void;
  showVersion(version: number): void;
  /** @param settings of the preview to be heard; null: the clip as recorded */
  play(settings: PreviewSettings | null): Promise<void>;
  /** Shows what is recorded by now as new data. @param unless its fingerprint is this one */
  stageRecorded(unless?: string | null): Promise<void>;
  /** Looks up what is kept. Where nothing can be, nothing is. */
  lookUpKept(): Promise<void>;
  /** @returns null when it could not be taken into use */
  useKept(fingerprint: string): Promise<DatasetSummary | null>;
  removeKept(dataset: KeptDataset): Promise<void>;
  putBack(): Promise<void>;
  /** The last removal need not be undone any more. */
  forgetRemoved(): void;
  report(thrown: unknown): void;
  dismissError(): void;
}

/** Whether it is made of what was recorded here. */
export function isRecorded(dataset: Pick<DatasetSummary, 'id'> | null): boolean {
  return dataset?.id.startsWith('recordings-') === true;
}

/** Datasets as the page shows them; the audio itself stays behind the service. */
export function createDatasetStore(service: DatasetService): DatasetStore {
  const store = createStore<DatasetState>(() => ({
    dataset: null,
    unlabelled: null,
    staged: null,
    waiting: null,
    importing: null,
    rereading: false,
    heard: null,
    error: null,
    clip: null,
    hearing: 'clean',
    version: 0,
    playing: false,
    kept: null,
    removed: null,
  }));
  let importAbort: AbortController | null = null;
  let packAbort: AbortController | null = null;
  let playCount = 0;
  const report = (thrown: unknown) => store.setState({ error: StudioError.from(thrown).toReport() });
  const lookUpKept = async (): Promise<void> => {
    const kept = await service.kept().catch(() => []);
    store.setState({ kept });
  };
  const changeKept = async (change: () => Promise<void>): Promise<void> => {
    try {
      await change();
    } catch (thrown) {
      report(thrown);
    }
    await lookUpKept();
  };
  const forgetRemoved = (): void => {
    if (!store.getState().removed) return;
    service.forgetRemoved();
    store.setState({ removed: null });
  };
  const stage = (staged: DatasetSummary): void =>
    store.setState(({ staged: before, waiting }) => {
      const others = [before, waiting].filter((one) => one !== null && isRecorded(one) !== isRecorded(staged));
      return { staged, waiting: others[0] ?? null };
    });
  /** Decided on. */
  const unstage = (): void => store.setState(({ waiting }) => ({ staged: waiting, waiting: null }));
  const take = (dataset: DatasetSummary) => {
    const clips = service.clips(dataset.id);
    store.setState({ dataset, clip: clips.find((clip) => clip.split === 'test') ?? clips[0] ?? null });
  };

  return Object.assign(store, {
    adopt: take,
    async loadPack(name: PackName = 'words') {
      packAbort?.abort();
      const abort = (packAbort = new AbortController());
      try {
        const pack = await service.loadPack(name, abort.signal);
        if (!abort.signal.aborted) take(pack);
      } catch (thrown) {
        if (!abort.signal.aborted) report(thrown);
      }
    },
    async importFiles(files: readonly ImportFile[]) {
      importAbort?.abort();
      const abort = new AbortController();
      importAbort = abort;
      const left = timeLeft();
      // What was told on the way may arrive after the answer: they come through different ports.
      let isOver = false;
      store.setState({
        rereading: false,
        importing: { stage: 'reading', done: 0, total: files.length, secondsLeft: null },
        error: null,
      });
      try {
        const staged = await service.importFiles(files, {
          signal: abort.signal,
          onProgress: (progress) => {
            const secondsLeft = left(progress.stage, progress.done, progress.total);
            if (!isOver && !abort.signal.aborted) store.setState({ importing: { ...progress, secondsLeft } });
          },
        });
        if (!abort.signal.aborted) stage(staged);
      } catch (thrown) {
        if (!abort.signal.aborted) report(thrown);
      } finally {
        isOver = true;
        if (importAbort === abort) store.setState({ importing: null });
      }
    },
    cancelImport() {
      importAbort?.abort();
      store.setState({ importing: null });
    },
    async reread(layout: LayoutChoice) {
      importAbort?.abort();
      const abort = new AbortController();
      importAbort = abort;
      store.setState({ rereading: true, error: null });
      try {
        const staged = await service.rereadFiles(layout, { signal: abort.signal, onProgress: () => undefined });
        if (!abort.signal.aborted) stage(staged);
      } catch (thrown) {
        if (!abort.signal.aborted) report(thrown);
      } finally {
        if (importAbort === abort) store.setState({ rereading: false });
      }
    },
    async hearClip(datasetId: string, index: number) {
      const { heard } = store.getState();
      if (heard?.datasetId === datasetId && heard.index === index) return service.stopPlaying();
      const mine = { datasetId, index };
      store.setState({ heard: mine });
      try {
        await service.play(datasetId, index, null);
      } catch (thrown) {
        report(thrown);
      } finally {
        if (store.getState().heard === mine) store.setState({ heard: null });
      }
    },
    async useStaged() {
      const { staged } = store.getState();
      if (!staged) return null;
      try {
        const dataset = await service.use(staged.id);
        take(dataset);
        unstage();
        return dataset;
      } catch (thrown) {
        report(thrown);
        return null;
      }
    },
    async hearStaged() {
      const { staged } = store.getState();
      if (!staged) return null;
      try {
        const unlabelled = await service.hearUnlabelled(staged.id);
        store.setState({ unlabelled });
        unstage();
        return unlabelled;
      } catch (thrown) {
        report(thrown);
        return null;
      }
    },
    async restoreUnlabelled(fingerprint: string) {
      // That it is missing is told where it is asked for.
      const unlabelled = await service.restoreUnlabelled(fingerprint).catch(() => null);
      if (unlabelled) store.setState({ unlabelled });
    },
    dismissStaged() {
      // Or what is read anew would come back.
      if (store.getState().rereading) importAbort?.abort();
      store.setState({ rereading: false });
      unstage();
    },
    showClip(index: number) {
      const { dataset } = store.getState();
      const clip = dataset ? service.clips(dataset.id).find((one) => one.index === index) : undefined;
      if (clip) store.setState({ clip });
    },
    hear(hearing: Hearing) {
      service.stopPlaying();
      store.setState({ hearing });
    },
    showVersion(version: number) {
      service.stopPlaying();
      store.setState({ version });
    },
    async play(settings: PreviewSettings | null) {
      const { dataset, clip, playing } = store.getState();
      if (!dataset || !clip) return;
      if (playing) return service.stopPlaying();
      const mine = ++playCount;
      store.setState({ playing: true });
      try {
        await service.play(dataset.id, clip.index, settings);
      } catch (thrown) {
        report(thrown);
      } finally {
        if (mine === playCount) store.setState({ playing: false });
      }
    },
    async stageRecorded(unless: string | null = null) {
      try {
        const recorded = await service.recorded();
        if (recorded && recorded.fingerprint !== unless) stage(recorded);
        else if (!recorded && isRecorded(store.getState().staged)) unstage();
        else if (!recorded && isRecorded(store.getState().waiting)) store.setState({ waiting: null });
      } catch (thrown) {
        report(thrown);
      }
    },
    lookUpKept,
    async useKept(fingerprint: string) {
      try {
        const dataset = await service.restore(fingerprint);
        take(dataset);
        return dataset;
      } catch (thrown) {
        report(thrown);
        return null;
      }
    },
    removeKept: (dataset: KeptDataset) =>
      changeKept(async () => {
        forgetRemoved();
        await service.removeKept(dataset);
        store.setState({ removed: dataset });
      }),
    putBack: () =>
      changeKept(async () => {
        const { removed } = store.getState();
        if (removed) await service.putBack(removed);
        store.setState({ removed: null });
      }),
    forgetRemoved,
    report,
    dismissError: () => store.setState({ error: null }),
  });
}
