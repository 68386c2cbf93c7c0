import type { ErrorCode } from '../../engine/core/errors.ts';
import type { TakeFlaw } from '../../engine/data/find-word.ts';

/** What is to be recorded. */
export interface GuidedPlan {
  readonly words: readonly string[];
  readonly speaker: string;
  readonly takesAWord: number;
  /** The hush of the room first. */
  readonly background: boolean;
}

/** One take that is wanted. */
export interface Slot {
  /** Null: the hush of the room. */
  readonly word: string | null;
  readonly state: 'open' | 'kept' | 'skipped';
  /** The take that is kept, also while another is to take its place. */
  readonly clipId: string | null;
}

/** `opening`: the microphone is asked for; `told`: what became of the take is shown for a moment. */
export type Phase = 'opening' | 'countdown' | 'recording' | 'checking' | 'told' | 'paused' | 'ended';
export type PauseReason = 'person' | 'hidden' | 'microphone' | 'unheard';
export type Told =
  | { readonly kind: 'kept'; readonly flaws: readonly TakeFlaw[] }
  | { readonly kind: 'refused'; readonly code: ErrorCode };

export interface GuidedSession {
  readonly plan: GuidedPlan;
  readonly slots: readonly Slot[];
  /** Which of them it is at. */
  readonly at: number;
  readonly phase: Phase;
  /** Of the countdown, left. */
  readonly beats: number;
  readonly pausedFor: PauseReason | null;
  /** Of the last take. */
  readonly told: Told | null;
  /** Takes one after another that held nothing. */
  readonly unheard: number;
}

export type SessionEvent =
  | { readonly type: 'opened' }
  /** The time of the phase is over ({@link phaseMs}), or the word was over before. */
  | { readonly type: 'elapsed' }
  | { readonly type: 'kept'; readonly slot: number; readonly clipId: string; readonly flaws: readonly TakeFlaw[] }
  | { readonly type: 'refused'; readonly slot: number; readonly code: ErrorCode }
  /** The take that was made last, once more; the new one takes its place when it is kept. */
  | { readonly type: 'repeat' }
  | { readonly type: 'skip' }
  | { readonly type: 'pause'; readonly reason: PauseReason }
  | { readonly type: 'resume' }
  | { readonly type: 'stop' };

const BEATS = 3;
const BEAT_MS = 500;
const BACKGROUND_MS = 3000;
const WORD_MS = 2500;
const TOLD_MS = 600;
/** Long enough to read what was wrong, and to press Repeat. */
const TOLD_FLAW_MS = 2000;
/** After so many takes with nothing in them it waits for the person. */
const MAX_UNHEARD = 2;

/** Words take turns, round by round: takes of a word in a row become ever more alike. */
export function beginSession(plan: GuidedPlan): GuidedSession {
  const rounds = Array.from({ length: plan.takesAWord }, () => plan.words).flat();
  const words = plan.background ? [null, ...rounds] : rounds;
  const slots = words.map((word): Slot => ({ word, state: 'open', clipId: null }));
  const first = { plan, slots, at: 0, beats: BEATS, pausedFor: null, told: null, unheard: 0 };
  return { ...first, phase: slots.length === 0 ? 'ended' : 'opening' };
}

/** How long the phase lasts by itself; null: until something happens. */
export function phaseMs({ phase, slots, at, told }: GuidedSession): number | null {
  switch (phase) {
    case 'countdown':
      return BEAT_MS;
    case 'recording':
      return slots[at]?.word === null ? BACKGROUND_MS : WORD_MS;
    case 'told':
      return told?.kind === 'kept' && told.flaws.length === 0 ? TOLD_MS : TOLD_FLAW_MS;
    default:
      return null;
  }
}

/** The session after an event; one that has no meaning now changes nothing. */
export function advance(session: GuidedSession, event: SessionEvent): GuidedSession {
  const { phase } = session;
  if (phase === 'ended' && event.type !== 'kept') return session;
  switch (event.type) {
    case 'opened':
      return phase === 'opening' ? goOn(session) : session;
    case 'elapsed':
      return elapsed(session);
    case 'kept':
      return kept(session, event);
    case 'refused':
      return refused(session, event);
    case 'repeat':
      return repeat(session);
    case 'skip':
      return skip(session);
    case 'pause':
      // What was refused in the meantime must not hide that the microphone went away.
      return phase === 'paused' && event.reason !== 'microphone'
        ? session
        : { ...session, phase: 'paused', pausedFor: event.reason };
    case 'resume':
      return phase === 'paused' ? { ...session, phase: 'opening', pausedFor: null, unheard: 0, told: null } : session;
    case 'stop':
      return { ...session, phase: 'ended', pausedFor: null };
    default: {
      const unknown: never = event;
      throw new TypeError(`event ${JSON.stringify(unknown)}`);
    }
  }
}

/** Takes that are kept, or were left out: what is done of all. */
export function doneOf({ slots }: GuidedSession): number {
  return slots.filter(({ state }) => state !== 'open').length;
}

function elapsed(session: GuidedSession): GuidedSession {
  switch (session.phase) {
    case 'countdown':
      return session.beats > 1
        ? { ...session, beats: session.beats - 1 }
        : { ...session, phase: 'recording', beats: 0 };
    case 'recording':
      return { ...session, phase: 'checking' };
    case 'told':
      return session.told?.kind === 'kept' ? next(session) : countdown(session);
    default:
      return session;
  }
}

function kept(session: GuidedSession, { slot, clipId, flaws }: Extract<SessionEvent, { type: 'kept' }>): GuidedSession {
  const after = withSlot(session, slot, { state: 'kept', clipId });
  const told: Told = { kind: 'kept', flaws };
  if (session.phase === 'checking' && slot === session.at) return { ...after, phase: 'told', told, unheard: 0 };
  // It was paused or stopped while the take was looked at: the take counts, and the next is waited for.
  return session.phase === 'paused' && slot === session.at
    ? { ...after, told, at: nextOpen(after) ?? after.at }
    : after;
}

function refused(session: GuidedSession, { slot, code }: Extract<SessionEvent, { type: 'refused' }>): GuidedSession {
  if (session.phase !== 'checking' || slot !== session.at) return session;
  const unheard = session.unheard + 1;
  const told: Told = { kind: 'refused', code };
  return unheard < MAX_UNHEARD
    ? { ...session, phase: 'told', told, unheard }
    : { ...session, phase: 'paused', pausedFor: 'unheard', told, unheard };
}

function repeat(session: GuidedSession): GuidedSession {
  const { slots, at, phase } = session;
  if (phase === 'opening' || phase === 'checking') return session;
  const made = slots[at]?.state === 'kept' ? at : slots.findLastIndex(({ state }, i) => i < at && state === 'kept');
  const again = made < 0 ? session : { ...withSlot(session, made, { state: 'open' }), at: made };
  return phase === 'paused' ? { ...again, told: null } : countdown(again);
}

function skip(session: GuidedSession): GuidedSession {
  const { slots, at, phase } = session;
  if (phase === 'opening' || phase === 'checking') return session;
  const slot = slots[at]!;
  const after = withSlot(session, at, { state: slot.clipId === null ? 'skipped' : 'kept' });
  if (phase !== 'paused') return next(after);
  const following = nextOpen(after);
  if (following === null) return { ...after, phase: 'ended', pausedFor: null };
  return { ...after, at: following, told: null };
}

/** What was kept while it was paused is not recorded again. */
function goOn(session: GuidedSession): GuidedSession {
  return session.slots[session.at]?.state === 'open' ? countdown(session) : next(session);
}

function next(session: GuidedSession): GuidedSession {
  const at = nextOpen(session);
  return at === null ? { ...session, phase: 'ended' } : countdown({ ...session, at });
}

/** The first open one after the current, or else of all. */
function nextOpen({ slots, at }: GuidedSession): number | null {
  const after = slots.findIndex(({ state }, i) => i > at && state === 'open');
  const first = after < 0 ? slots.findIndex(({ state }) => state === 'open') : after;
  return first < 0 ? null : first;
}

function countdown(session: GuidedSession): GuidedSession {
  return { ...session, phase: 'countdown', beats: BEATS, told: null, pausedFor: null };
}

function withSlot(session: GuidedSession, index: number, change: Partial<Slot>): GuidedSession {
  const slots = session.slots.map((slot, i) => (i === index ? { ...slot, ...change } : slot));
  return { ...session, slots };
}
