import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import { StudioError } from '../../engine/core/errors.ts';
import type { ErrorReport } from '../../engine/core/errors.ts';
import type { RecordedClip } from '../../engine/data/recordings.ts';
import type { Stretch } from '../../engine/data/trim.ts';
import type { RecordingService } from '../services.ts';
import { divided, relabelled, saidBy, split, trimmed, without } from './clip-edits.ts';

type Clips = readonly RecordedClip[];

export interface ReviewState {
  readonly clips: Clips;
  readonly selected: ReadonlySet<string>;
  /** The lists before, the newest last. */
  readonly past: readonly Clips[];
  /** Id of the clip that is heard. */
  readonly heard: string | null;
  /** Why the last change is only in memory, or could not be made. */
  readonly error: ErrorReport | null;
}

/** Recorded clips as a person goes over them. What is done is done to all that are selected, and can be undone. */
export interface ReviewStore extends StoreApi<ReviewState> {
  /** Looks up what is recorded. What was done before to another list cannot be undone any more. */
  load(): Promise<void>;
  select(ids: ReadonlySet<string>): void;
  trim(id: string, stretch: Stretch): Promise<void>;
  /** To the word in each, found by its energy; one without a word stays. */
  trimToWords(): Promise<void>;
  split(id: string, at: number): Promise<void>;
  /** Into the words that silence keeps apart, each in a clip of its own; one with a single word stays. */
  splitAtSilences(): Promise<void>;
  relabel(label: string | null): Promise<void>;
  /** @param speaker empty: nobody says who it was */
  nameSpeaker(speaker: string): Promise<void>;
  remove(): Promise<void>;
  /** Everything recorded so far is put aside: the next take begins a dataset of its own. */
  startAnew(): Promise<void>;
  undo(): Promise<void>;
  /** Plays a clip; the one that is heard already ends. */
  hear(clip: RecordedClip): Promise<void>;
}

export function createReviewStore(service: RecordingService): ReviewStore {
  const store = createStore<ReviewState>(() => ({
    clips: [],
    selected: new Set(),
    past: [],
    heard: null,
    error: null,
  }));
  const report = (thrown: unknown) => store.setState({ error: StudioError.from(thrown).toReport() });
  const show = async (clips: Clips, past: readonly Clips[]): Promise<void> => {
    const ids = new Set(clips.map(({ id }) => id));
    const selected = new Set([...store.getState().selected].filter((id) => ids.has(id)));
    store.setState({ clips, past, selected, error: null });
    const error = await service.change(clips);
    if (error) store.setState({ error });
  };
  const change = async (next: Clips): Promise<void> => {
    const { clips, past } = store.getState();
    const isSame = next.length === clips.length && next.every((clip, i) => clip === clips[i]);
    if (!isSame) await show(next, [...past, clips]);
  };

  /** What is found in each selected clip that holds a word; where that fails, nothing is. */
  const found = async <T>(find: (clip: RecordedClip) => Promise<T>): Promise<Map<string, T>> => {
    const { clips, selected } = store.getState();
    const words = clips.filter(({ id, label }) => selected.has(id) && label !== null);
    const all = await Promise.all(words.map(async (clip) => [clip.id, await find(clip).catch(() => null)] as const));
    return new Map(all.flatMap(([id, one]) => (one === null ? [] : [[id, one] as const])));
  };

  return Object.assign(store, {
    async load() {
      const clips = await service.clips();
      if (clips !== store.getState().clips) store.setState({ clips, past: [], selected: new Set(), error: null });
    },
    select: (selected: ReadonlySet<string>) => store.setState({ selected }),
    trim: (id: string, stretch: Stretch) => change(trimmed(store.getState().clips, new Map([[id, stretch]]))),
    async trimToWords() {
      const stretches = await found((clip) => service.findWord(clip));
      await change(trimmed(store.getState().clips, stretches));
    },
    async split(id: string, at: number) {
      const { clips } = store.getState();
      await change(split(clips, id, at));
    },
    async splitAtSilences() {
      const stretches = await found((clip) => service.findWords(clip));
      const { clips, selected } = store.getState();
      const known = new Set(clips.map(({ id }) => id));
      const pieces = divided(clips, stretches);
      // What came of them is selected in their place.
      const fresh = pieces.flatMap(({ id }) => (known.has(id) ? [] : [id]));
      store.setState({ selected: new Set([...selected, ...fresh]) });
      await change(pieces);
    },
    nameSpeaker(speaker: string) {
      const { clips, selected } = store.getState();
      return change(saidBy(clips, selected, speaker));
    },
    relabel(label: string | null) {
      const { clips, selected } = store.getState();
      return change(relabelled(clips, selected, label));
    },
    async remove() {
      const { clips, selected } = store.getState();
      if (selected.size === 0) return;
      const first = clips.findIndex(({ id }) => selected.has(id));
      const left = without(clips, selected);
      const neighbour = left[Math.min(first, left.length - 1)];
      store.setState({ selected: new Set(neighbour ? [neighbour.id] : []) });
      await change(left);
    },
    startAnew: () => change([]),
    async undo() {
      const { past } = store.getState();
      const before = past.at(-1);
      if (before) await show(before, past.slice(0, -1));
    },
    async hear(clip: RecordedClip) {
      if (store.getState().heard === clip.id) return service.stopPlaying();
      store.setState({ heard: clip.id });
      try {
        await service.play(clip);
      } catch (thrown) {
        report(thrown);
      } finally {
        if (store.getState().heard === clip.id) store.setState({ heard: null });
      }
    },
  });
}
