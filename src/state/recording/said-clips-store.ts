import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import { StudioError } from '../../engine/core/errors.ts';
import type { ErrorReport } from '../../engine/core/errors.ts';
import type { InputProcessing } from '../../engine/data/dataset.ts';
import { MARKABLE, type HeardEntry, type LiveStore } from '../live-store.ts';
import type { ClipSamples, LiveService, RecordingService } from '../services.ts';
import { relabelled, without } from './clip-edits.ts';
import type { ReviewStore } from './review-store.ts';
import { takeBack, type SaidStep } from './said-step.ts';
import { cleanName } from './words-to-say.ts';

export interface SaidClipsState {
  /** What is said to the microphone is kept as soon as it is told what it was. */
  readonly on: boolean;
  /** As typed; null: who spoke in the last recording. */
  readonly speaker: string | null;
  /** Ids of the clips by the sound that they are of. */
  readonly clipOf: ReadonlyMap<number, string>;
  /** What can be undone, the newest last. */
  readonly steps: readonly SaidStep[];
  /** Why the last word was not kept, or is only in memory. */
  readonly error: ErrorReport | null;
}

/** Words that were said to the nets, kept as recordings with the label that the person gave them. */
export interface SaidClipsStore extends StoreApi<SaidClipsState> {
  turn(on: boolean): void;
  nameSpeaker(typed: string): void;
  /** Takes the last step back: a clip that came goes, one that went comes again, a label is as before. */
  undo(): Promise<void>;
}

interface Held {
  readonly sound: Promise<ClipSamples | null>;
  readonly processing: InputProcessing;
}

export function createSaidClipsStore(
  live: LiveStore,
  ears: Pick<LiveService, 'samplesOf'>,
  recordings: RecordingService,
  review: ReviewStore,
): SaidClipsStore {
  const store = createStore<SaidClipsState>(() => ({
    on: false,
    speaker: null,
    clipOf: new Map(),
    steps: [],
    error: null,
  }));
  const { getState: get, setState: set } = store;
  /** What can still be kept: the sounds that a person can tell the word of. */
  const held = new Map<number, Held>();
  /** One thing after another: a clip that is being written may be told another word meanwhile. */
  let queue: Promise<void> = Promise.resolve();
  const inTurn = (work: () => Promise<ErrorReport | null>): Promise<void> =>
    (queue = queue.then(async () => {
      try {
        set({ error: await work() });
        await review.load();
      } catch (thrown) {
        set({ error: StudioError.from(thrown).toReport() });
      }
    }));
  const note = (step: SaidStep, steps: readonly SaidStep[], clipId: string | undefined): void => {
    const clipOf = new Map(get().clipOf);
    if (clipId === undefined) clipOf.delete(step.entry);
    else clipOf.set(step.entry, clipId);
    set({ clipOf, steps });
  };
  const done = (step: SaidStep) => note(step, [...get().steps, step], step.after?.id);

  const told = async (entry: number, word: string, inHand: Held | undefined): Promise<ErrorReport | null> => {
    const clips = await recordings.clips();
    const clipId = get().clipOf.get(entry);
    const before = clips.find(({ id }) => id === clipId);
    if (before) {
      if (before.label === word) return null;
      const ids = new Set([before.id]);
      const next = word === '' ? without(clips, ids) : relabelled(clips, ids, word);
      const notKept = await recordings.change(next);
      done({ entry, before, after: next.find(({ id }) => id === before.id) ?? null });
      return notKept;
    }
    const take = await inHand?.sound;
    // What was no word is nothing that a net could learn.
    if (!take || !inHand || word === '') return null;
    const speaker = cleanName(get().speaker ?? clips.at(-1)?.speaker ?? '');
    const { clip, notKept } = await recordings.add(take, { label: word, speaker, processing: inHand.processing });
    done({ entry, before: null, after: clip });
    return notKept;
  };

  const hold = ({ id, sound }: HeardEntry, processing: InputProcessing): void => {
    // Without its sound a word is not kept; the nets have heard it all the same.
    held.set(id, { processing, sound: ears.samplesOf(sound).catch(() => null) });
  };
  live.subscribe(({ heard, processing }, { heard: before }) => {
    if (heard === before) return;
    const truths = new Map(before.map(({ id, truth }) => [id, truth]));
    const fresh = heard.filter(({ id, truth }) => truths.get(id) !== truth).toReversed();
    for (const entry of fresh) {
      const { id, truth } = entry;
      if (get().on && processing && !truths.has(id)) hold(entry, processing);
      const inHand = held.get(id);
      if (truth !== null && (inHand || get().clipOf.has(id))) void inTurn(() => told(id, truth, inHand));
    }
    const markable = new Set(heard.slice(0, MARKABLE).map(({ id }) => id));
    for (const id of held.keys()) if (!markable.has(id)) held.delete(id);
  });

  return Object.assign(store, {
    turn(on: boolean) {
      if (!on) held.clear();
      set({ on, error: null });
    },
    nameSpeaker: (speaker: string) => set({ speaker }),
    undo: () =>
      inTurn(async () => {
        const { steps } = get();
        const step = steps.at(-1);
        if (!step) return null;
        const notKept = await recordings.change(takeBack(await recordings.clips(), step));
        note(step, steps.slice(0, -1), step.before?.id);
        return notKept;
      }),
  });
}
