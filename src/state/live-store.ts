import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import { StudioError } from '../engine/core/errors.ts';
import type { ErrorReport } from '../engine/core/errors.ts';
import type { InputProcessing } from '../engine/data/dataset.ts';
import type { HeardSound } from '../engine/live/events.ts';
import type { HeardUpdate, ListeningPair } from '../engine/live/live-ear.ts';
import { defaultLiveSettings, sameRule, withLiveSetting } from '../engine/config/live-settings.ts';
import type { LiveSettings } from '../engine/config/live-settings.ts';
import type { RocCurves } from '../engine/live/measure-roc.ts';
import { keepLiveSettings, keptLiveSettings } from './kept-live-settings.ts';
import type { InputStore } from './recording/input-store.ts';
import { sayInTurn, type SaidClip } from './say-in-turn.ts';
import type { ClipSamples, LiveInput, LiveService, Preferences } from './services.ts';

/** A sound that was heard, and what it really was as far as that is known. */
export interface HeardEntry {
  readonly id: number;
  readonly sound: HeardSound;
  /** The word that was said; '' for none; null while nobody has told. */
  readonly truth: string | null;
}

/** A clip whose words are known, maybe: as the nets learnt to write them. */
export interface SpokenClip extends ClipSamples {
  readonly text: string | null;
}

export interface LiveState {
  readonly status: 'closed' | 'opening' | 'ready' | 'starting' | 'listening';
  readonly pair: ListeningPair | null;
  /** Nets of the person's own run are there. */
  readonly hasTrained: boolean;
  /** Those of the last run are not the ones that are open. */
  readonly hasOthers: boolean;
  readonly error: ErrorReport | null;
  readonly settings: LiveSettings;
  /** What the browser does to the microphone that is listened to; null for a recording. */
  readonly processing: InputProcessing | null;
  /** The newest first. */
  readonly heard: readonly HeardEntry[];
  /** A sound is under way. */
  readonly hearing: boolean;
  /** The microphone has given no sound at all for some seconds. */
  readonly dead: boolean;
  /** Of the stream. */
  readonly seconds: number;
  /** Milliseconds that the nets took of it. */
  readonly computeMs: number;
  /** Whether microphone and file give the same numbers here; null before that was tried. */
  readonly sameNumbers: boolean | null;
  /** What is said in the clip that is played; null where that is not known. */
  readonly saying: string | null;
  /** Words that a person is asked to say, the next first; empty when nobody is asked. */
  readonly prompts: readonly string[];
  /** False alarms against misses of each net; how far the measuring is (0 to 1); null before it was asked for. */
  readonly roc: RocCurves | number | null;
}

export interface LiveStore extends StoreApi<LiveState> {
  /** Loads a pair, the person's own where there is one, when none is there. */
  open(): Promise<void>;
  openRecorded(): Promise<void>;
  /** The nets of the person's last run. */
  openTrained(): Promise<void>;
  /** The nets of a run that has ended are there. */
  trained(): void;
  /** Begins to listen to the microphone, or ends whatever is listened to. */
  toggle(): Promise<void>;
  /** Says clips in turn by the same way as the microphone: what they are is known. */
  say(clips: readonly SaidClip[]): Promise<void>;
  /** Plays clips, each a stream of its own, until one is stopped. */
  playInTurn(clips: readonly SpokenClip[]): Promise<void>;
  playFile(read: () => Promise<ArrayBuffer>): Promise<void>;
  stop(): void;
  mark(id: number, truth: string): void;
  clear(): void;
  /** Takes effect on what is listened to. */
  adjust(key: keyof LiveSettings, value: number): void;
  resetSettings(): void;
  /** Asks for every word once, or no longer. */
  prompt(words: readonly string[]): void;
  checkNumbers(clip: ClipSamples): Promise<void>;
  /** Measures false alarms against misses on clips whose words are known. */
  measureRoc(clips: readonly SaidClip[]): Promise<void>;
  /** All that is heard as it comes, for pictures. @returns takes the listener off again */
  onUpdate(listener: (update: HeardUpdate) => void): () => void;
}

const MOST_ENTRIES = 200;
/** A muted device gives zeros, or their rounding: -66 dB. The quietest room is louder. */
const DEAD_PEAK = 0.0005;
const DEAD_SECONDS = 4;
/** Of the newest a person can tell what they were. */
export const MARKABLE = 8;

export function createLiveStore(service: LiveService, chosen: InputStore, preferences: Preferences): LiveStore {
  const store = createStore<LiveState>(() => ({
    status: 'closed',
    pair: null,
    hasTrained: false,
    hasOthers: false,
    error: null,
    settings: keptLiveSettings(preferences),
    processing: null,
    heard: [],
    hearing: false,
    dead: false,
    seconds: 0,
    computeMs: 0,
    sameNumbers: null,
    saying: null,
    prompts: [],
    roc: null,
  }));
  const { getState: get, setState: set } = store;
  const listeners = new Set<(update: HeardUpdate) => void>();
  let entries = 0;
  /** When the stream last held any sound, in its seconds. */
  let aliveAt = 0;
  /** What is being said, where that is known. */
  let said: readonly SaidWordAt[] = [];
  /** Clips that are still to be played. */
  let queue: readonly SpokenClip[] = [];

  const attempt = async (work: () => Promise<void>): Promise<void> => {
    set({ error: null });
    try {
      await work();
    } catch (thrown) {
      set({ error: StudioError.from(thrown).toReport(), status: get().pair ? 'ready' : 'closed' });
    }
  };
  /** Settles when the nets that were asked for last are there, or could not be had. */
  let opened: Promise<void> = Promise.resolve();
  const opening = (open: () => Promise<ListeningPair | null>): Promise<void> => {
    if (get().status !== 'opening') opened = load(open);
    return opened;
  };
  const load = (open: () => Promise<ListeningPair | null>): Promise<void> =>
    attempt(async () => {
      queue = [];
      set({
        status: 'opening',
        pair: null,
        heard: [],
        seconds: 0,
        computeMs: 0,
        prompts: [],
        sameNumbers: null,
        roc: null,
      });
      const pair = await open();
      set({ pair, status: pair ? 'ready' : 'closed' });
    });

  const openRecorded = async (): Promise<void> => {
    await opening(() => service.openRecorded());
    set(({ hasTrained }) => ({ hasOthers: hasTrained }));
  };
  const openTrained = async (): Promise<void> => {
    set({ hasOthers: false });
    await opening(() => service.openTrained());
  };

  const truthOf = (sound: HeardSound): string | null => {
    const [prompt] = get().prompts;
    if (isMicrophone && prompt !== undefined && sound.noWord === null) {
      set(({ prompts }) => ({ prompts: prompts.slice(1) }));
      return prompt;
    }
    if (said.length === 0) return null;
    return (
      said.find((word) => sound.startSeconds < word.endSeconds && sound.endSeconds > word.startSeconds)?.label ?? ''
    );
  };
  const hear = (update: HeardUpdate): void => {
    const { sounds, utterances, hearing, seconds, computeMs } = update;
    if (sounds.length + utterances.length > 0) unheard = false;
    if (sounds.length > 0) {
      const fresh = sounds.map((sound): HeardEntry => ({ id: entries++, sound, truth: truthOf(sound) }));
      set(({ heard }) => ({ heard: [...fresh.toReversed(), ...heard].slice(0, MOST_ENTRIES) }));
    }
    const state = get();
    if (update.peak > DEAD_PEAK) aliveAt = seconds;
    const dead = isMicrophone && seconds - aliveAt > DEAD_SECONDS;
    if (dead !== state.dead) set({ dead });
    // Once a second is often enough for figures.
    const isNews = Math.floor(seconds) !== Math.floor(state.seconds) || hearing !== state.hearing;
    pendingMs += computeMs;
    if (isNews) {
      set({ hearing, seconds, computeMs: state.computeMs + pendingMs });
      pendingMs = 0;
    }
    listeners.forEach((listener) => listener(update));
  };
  let pendingMs = 0;
  const playNext = async (): Promise<void> => {
    const [next, ...rest] = queue;
    queue = rest;
    if (next) await listen(next, [], { saying: next.text });
    if (get().error) queue = [];
  };
  const stop = (): void => {
    queue = [];
    unheard = false;
    service.stop();
  };

  const listen = (
    input: 'microphone' | ClipSamples,
    words: readonly SaidWordAt[],
    { saying = null, isFile = false }: { readonly saying?: string | null; readonly isFile?: boolean } = {},
  ): Promise<void> =>
    attempt(async () => {
      if (get().status !== 'ready') return;
      said = words;
      pendingMs = 0;
      aliveAt = 0;
      unheard = isFile;
      set({ status: 'starting', seconds: 0, computeMs: 0, processing: null, dead: false, saying });
      const told: Parameters<LiveService['listen']>[2] = {
        onHeard: hear,
        onEnd(broken) {
          const error = broken ?? (unheard ? new StudioError('live/nothing-heard').toReport() : null);
          unheard = false;
          // What the nets ran on is gone, and they with it.
          const gone = broken !== null && /^(train|live)\//.test(broken.code);
          set({
            hearing: false,
            dead: false,
            error,
            ...(gone ? { status: 'closed', pair: null } : { status: 'ready' }),
          });
          if (isChanging && error === null) void listen('microphone', []);
          else if (error === null) void playNext();
          else queue = [];
          isChanging = false;
        },
      };
      const open = (from: LiveInput) => service.listen(from, get().settings, told);
      isMicrophone = input === 'microphone';
      const processing = await (input === 'microphone' ? chosen.open(open) : open(input));
      set({ status: 'listening', processing });
      if (isMicrophone) void chosen.look();
    });
  const change = (settings: LiveSettings): void => {
    const { settings: before, roc } = get();
    keepLiveSettings(preferences, settings);
    set({ settings, ...(typeof roc === 'object' && !sameRule(settings, before) && { roc: null }) });
    void attempt(() => service.change(settings));
  };
  let isMicrophone = false;
  /** A file is played, and nothing in it has stood out so far. */
  let unheard = false;
  /** The microphone is closed for another to be opened. */
  let isChanging = false;
  chosen.onChosen(() => {
    if (!isMicrophone || get().status !== 'listening') return;
    isChanging = true;
    service.stop();
  });

  return Object.assign(store, {
    async open() {
      const { pair, status, hasTrained } = get();
      if (pair && status !== 'opening') return;
      await (hasTrained ? openTrained() : openRecorded());
    },
    openRecorded,
    openTrained,
    trained() {
      const { status, pair } = get();
      set({ hasTrained: true, hasOthers: true });
      // The new nets take the place of those that were there, unless these are listening: then they are offered.
      if (pair && status === 'ready') void openTrained();
    },
    async toggle() {
      const { status } = get();
      if (status === 'listening') stop();
      else await listen('microphone', []);
    },
    async say(clips: readonly SaidClip[]) {
      const { samples, sampleRateHz, words } = sayInTurn(clips);
      await listen({ samples, sampleRateHz }, words);
    },
    async playInTurn(clips: readonly SpokenClip[]) {
      if (get().status !== 'ready') return;
      queue = clips;
      await playNext();
    },
    playFile: (read: () => Promise<ArrayBuffer>) =>
      attempt(async () => {
        // The file may have been chosen while other nets took the place of those that were there.
        await opened;
        if (!get().pair) return;
        await listen(await service.decode(await read()), [], { isFile: true });
      }),
    stop,
    mark(id: number, truth: string) {
      set(({ heard }) => ({ heard: heard.map((entry) => (entry.id === id ? { ...entry, truth } : entry)) }));
    },
    clear: () => set({ heard: [] }),
    adjust: (key: keyof LiveSettings, value: number) => change(withLiveSetting(get().settings, key, value)),
    resetSettings: () => change(defaultLiveSettings),
    prompt: (words: readonly string[]) => set({ prompts: words }),
    checkNumbers: (clip: ClipSamples) => attempt(async () => set({ sameNumbers: await service.sameNumbers(clip) })),
    measureRoc: (clips: readonly SaidClip[]) =>
      attempt(async () => {
        if (typeof get().roc === 'number' || get().status !== 'ready') return;
        const { pair, settings } = get();
        set({ roc: 0 });
        // Nets that took the place of those that are measured know nothing of it.
        const isCurrent = () => get().pair === pair;
        const tell = (roc: LiveState['roc']) => isCurrent() && set({ roc });
        try {
          const curves = await service.measureRoc(sayInTurn(clips), settings, tell);
          tell(sameRule(settings, get().settings) ? curves : null);
        } catch (thrown) {
          tell(null);
          if (isCurrent()) throw thrown;
        }
      }),
    onUpdate(listener: (update: HeardUpdate) => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  });
}

type SaidWordAt = ReturnType<typeof sayInTurn>['words'][number];
