import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import { StudioError } from '../../engine/core/errors.ts';
import type { ErrorReport } from '../../engine/core/errors.ts';
import type { InputLevel, Microphone, MicrophoneSession, RecordingService } from '../services.ts';
import {
  advance,
  beginSession,
  phaseMs,
  type GuidedPlan,
  type GuidedSession,
  type PauseReason,
  type SessionEvent,
} from './guided-session.ts';
import type { InputStore } from './input-store.ts';
import { unwatched, watchLevel, type LevelTrouble } from './level-watch.ts';
import { hearWord, unspoken, wordIsOver } from './word-end.ts';

export interface RecordingState {
  /** Null before one has begun. */
  readonly session: GuidedSession | null;
  readonly microphone: 'closed' | 'opening' | 'open';
  readonly level: InputLevel;
  readonly trouble: LevelTrouble | null;
  readonly error: ErrorReport | null;
  /** Takes that were kept in this visit. */
  readonly made: number;
  /** Why takes are in memory alone. */
  readonly notKept: ErrorReport | null;
}

/** A guided recording: the session, the microphone that it listens to, and the takes that it makes. */
export interface RecordingStore extends StoreApi<RecordingState> {
  /** Watches what is plugged in, until the answer is called: then the microphone is let go as well. */
  attend(): () => void;
  /** Opens the microphone to try the level. */
  listen(): Promise<void>;
  begin(plan: GuidedPlan): void;
  repeat(): void;
  skip(): void;
  pause(reason: PauseReason): void;
  resume(): void;
  /** Ends it; what was recorded stays. */
  stop(): void;
  /** Back to before a session. */
  leave(): void;
}

const silence: InputLevel = { peak: 0, rms: 0, clipped: false };
/** Levels come twenty times a second. */
const LEVEL_MS = 50;
/** A device that sends nothing for so long has gone without a word. */
const DEAD_MS = 8000;

export function createRecordingStore(
  microphone: Microphone,
  recordings: RecordingService,
  chosen: InputStore,
): RecordingStore {
  const store = createStore<RecordingState>(() => ({
    session: null,
    microphone: 'closed',
    level: silence,
    trouble: null,
    error: null,
    made: 0,
    notKept: null,
  }));
  let input: MicrophoneSession | null = null;
  let openings = 0;
  let phaseTimer: ReturnType<typeof setTimeout> | undefined;
  let deathTimer: ReturnType<typeof setTimeout> | undefined;
  let watch = unwatched;
  let word = unspoken;
  /** Levels of the hush before a word. */
  let room: number[] = [];

  const isAwaited = ({ phase, slots, at }: GuidedSession) => phase === 'recording' && slots[at]?.word !== null;

  const release = (): void => {
    openings++;
    clearTimeout(deathTimer);
    const open = input;
    input = null;
    watch = unwatched;
    store.setState({ microphone: 'closed', level: silence, trouble: null });
    void open?.close();
  };
  const lost = (error: ErrorReport): void => {
    release();
    store.setState({ error });
    dispatch({ type: 'pause', reason: 'microphone' });
  };
  const hear = (level: InputLevel): void => {
    clearTimeout(deathTimer);
    deathTimer = setTimeout(() => lost(new StudioError('microphone/lost').toReport()), DEAD_MS);
    const { session } = store.getState();
    const awaited = session !== null && isAwaited(session);
    watch = watchLevel(watch, level, LEVEL_MS, awaited);
    store.setState({ level, trouble: watch.trouble });
    if (session?.phase === 'countdown') room.push(level.rms);
    if (!awaited) return;
    word = hearWord(word, level, LEVEL_MS, medianOf(room));
    if (wordIsOver(word)) dispatch({ type: 'elapsed' });
  };
  /** @returns whether it is open and still wanted */
  const open = async (): Promise<boolean> => {
    if (input) return true;
    const mine = ++openings;
    store.setState({ microphone: 'opening', error: null });
    try {
      const opened = await chosen.open((choice) =>
        microphone.open(
          (level) => mine === openings && hear(level),
          (error) => mine === openings && lost(error),
          choice,
        ),
      );
      if (mine !== openings) {
        void opened.close();
        return false;
      }
      input = opened;
      store.setState({ microphone: 'open' });
      void chosen.look();
      return true;
    } catch (thrown) {
      if (mine === openings) lost(StudioError.from(thrown).toReport());
      return false;
    }
  };
  const reopen = async (): Promise<void> => {
    const was = store.getState().microphone;
    release();
    // A session opens it when it goes on.
    if (was !== 'closed' && store.getState().session === null) await open();
  };

  /** Ends the take under way and keeps it. */
  const keepTake = async ({ plan, slots, at }: GuidedSession): Promise<void> => {
    const { word: label = null, clipId: old = null } = slots[at] ?? {};
    try {
      if (!input) throw new StudioError('microphone/lost');
      const { processing } = input;
      const take = await input.finishTake();
      const { clip, notKept } = await recordings.add(take, { label, speaker: plan.speaker, processing });
      if (old !== null) await recordings.change((await recordings.clips()).filter(({ id }) => id !== old));
      store.setState({ notKept, made: store.getState().made + 1 });
      dispatch({ type: 'kept', slot: at, clipId: clip.id, flaws: clip.flaws });
    } catch (thrown) {
      const error = StudioError.from(thrown).toReport();
      if (error.code.startsWith('file/')) dispatch({ type: 'refused', slot: at, code: error.code });
      else if (store.getState().session?.phase === 'checking') lost(error);
    }
  };

  const enter = (session: GuidedSession): void => {
    switch (session.phase) {
      case 'opening':
        void open().then((isOpen) => isOpen && dispatch({ type: 'opened' }));
        return;
      case 'countdown':
        room = [];
        return;
      case 'recording':
        watch = unwatched;
        word = unspoken;
        input?.startTake();
        return;
      case 'checking':
        void keepTake(session);
        return;
      case 'paused':
        // Nobody is listened to behind another page.
        if (session.pausedFor === 'hidden') release();
        return;
      case 'ended':
        release();
        return;
      case 'told':
        return;
      default: {
        const unknown: never = session.phase;
        throw new TypeError(`phase ${String(unknown)}`);
      }
    }
  };
  const dispatch = (event: SessionEvent): void => {
    const before = store.getState().session;
    if (!before) return;
    const session = advance(before, event);
    if (session === before) return;
    store.setState({ session });
    // What was recorded by then is no take.
    if (before.phase === 'recording' && session.phase !== 'checking') void input?.finishTake().catch(() => undefined);
    if (session.phase === before.phase && session.at === before.at && session.beats === before.beats) return;
    clearTimeout(phaseTimer);
    const ms = phaseMs(session);
    if (ms !== null) phaseTimer = setTimeout(() => dispatch({ type: 'elapsed' }), ms);
    if (session.phase !== before.phase || session.at !== before.at) enter(session);
  };

  chosen.onChosen(() => void reopen());

  return Object.assign(store, {
    attend() {
      const forget = chosen.attend();
      return () => {
        forget();
        dispatch({ type: 'stop' });
        release();
      };
    },
    async listen() {
      await open();
    },
    begin(plan: GuidedPlan) {
      const session = beginSession(plan);
      store.setState({ session, error: null, notKept: null });
      enter(session);
    },
    repeat: () => dispatch({ type: 'repeat' }),
    skip: () => dispatch({ type: 'skip' }),
    pause: (reason: PauseReason) => dispatch({ type: 'pause', reason }),
    resume: () => dispatch({ type: 'resume' }),
    stop: () => dispatch({ type: 'stop' }),
    leave() {
      clearTimeout(phaseTimer);
      release();
      store.setState({ session: null, error: null });
    },
  });
}

function medianOf(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
