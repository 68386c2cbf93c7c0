import fc from 'fast-check';
import { expect, test } from 'vitest';
import { advance, beginSession, doneOf, phaseMs, type GuidedSession, type SessionEvent } from './guided-session.ts';

const plan = { words: ['yes', '不'], speaker: 'anna', takesAWord: 2, background: true };
const after = (session: GuidedSession, ...events: readonly SessionEvent[]) => events.reduce(advance, session);
const elapsed: SessionEvent = { type: 'elapsed' };
const opened: SessionEvent = { type: 'opened' };
const kept = (slot: number, clipId = `clip ${slot}`): SessionEvent => ({ type: 'kept', slot, clipId, flaws: [] });
const refused = (slot: number): SessionEvent => ({ type: 'refused', slot, code: 'file/silent' });
/** Countdown, take, look at it. */
const taken: readonly SessionEvent[] = [elapsed, elapsed, elapsed, elapsed];
const start = after(beginSession(plan), opened);
const clipIds = ({ slots }: GuidedSession) => slots.map(({ clipId }) => clipId);

test('the room first, then the words in rounds, each with a countdown; nothing is left over at the end', () => {
  expect(start.slots.map(({ word }) => word)).toEqual([null, 'yes', '不', 'yes', '不']);
  let session = start;
  for (let slot = 0; slot < 5; slot++) {
    expect(session).toMatchObject({ at: slot, phase: 'countdown', beats: 3 });
    expect(after(session, elapsed)).toMatchObject({ phase: 'countdown', beats: 2 });
    session = after(session, ...taken);
    expect(session.phase).toBe('checking');
    session = after(session, kept(slot));
    expect(session).toMatchObject({ phase: 'told', told: { kind: 'kept' } });
    session = after(session, elapsed);
  }
  expect(session.phase).toBe('ended');
  expect(doneOf(session)).toBe(5);
});

test('a take is made once more: the old one stays until there is another', () => {
  const second = after(start, ...taken, kept(0), elapsed, ...taken, kept(1), elapsed);
  const again = after(second, { type: 'repeat' });
  expect(again).toMatchObject({ at: 1, phase: 'countdown' });
  expect(clipIds(again)[1]).toBe('clip 1');
  expect(clipIds(after(again, { type: 'stop' }))[1]).toBe('clip 1');
  const better = after(again, ...taken, kept(1, 'better'), elapsed);
  expect(clipIds(better)[1]).toBe('better');
  expect(better).toMatchObject({ at: 2, phase: 'countdown' });
});

test('a word can be left out, and a take not wanted anew keeps the one before', () => {
  const left = after(start, { type: 'skip' });
  expect(left).toMatchObject({ at: 1, phase: 'countdown' });
  expect(left.slots[0]).toMatchObject({ state: 'skipped', clipId: null });
  const again = after(left, ...taken, kept(1), elapsed, { type: 'repeat' }, { type: 'skip' });
  expect(again.slots[1]).toMatchObject({ state: 'kept', clipId: 'clip 1' });
  expect(again.at).toBe(2);
});

test('two takes with nothing in them, and it waits for the person', () => {
  const once = after(start, ...taken, refused(0));
  expect(once).toMatchObject({ phase: 'told', told: { kind: 'refused', code: 'file/silent' } });
  const twice = after(once, elapsed, ...taken, refused(0));
  expect(twice).toMatchObject({ phase: 'paused', pausedFor: 'unheard' });
  expect(after(twice, { type: 'resume' }, opened, ...taken, refused(0)).phase).toBe('told');
});

test('a take that was looked at when it was paused counts, and is not made again', () => {
  const paused = after(start, ...taken, { type: 'pause', reason: 'person' }, kept(0));
  expect(paused).toMatchObject({ phase: 'paused', at: 1 });
  expect(after(paused, { type: 'resume' }, opened)).toMatchObject({ phase: 'countdown', at: 1 });
  const told = after(start, ...taken, kept(0), { type: 'pause', reason: 'hidden' }, { type: 'resume' }, opened);
  expect(told).toMatchObject({ phase: 'countdown', at: 1 });
});

test('a microphone that goes away in a pause is the reason that is shown', () => {
  const paused = after(start, { type: 'pause', reason: 'hidden' });
  expect(after(paused, { type: 'pause', reason: 'person' }).pausedFor).toBe('hidden');
  expect(after(paused, { type: 'pause', reason: 'microphone' }).pausedFor).toBe('microphone');
});

test('no words: nothing to do', () => {
  expect(beginSession({ ...plan, words: [], background: false }).phase).toBe('ended');
});

test('whatever is pressed and whatever happens, no take is lost, and going on leads to the end', () => {
  const anything = fc.oneof(
    fc.constantFrom<SessionEvent>(
      elapsed,
      opened,
      { type: 'repeat' },
      { type: 'skip' },
      { type: 'resume' },
      { type: 'pause', reason: 'person' },
      { type: 'pause', reason: 'microphone' },
      { type: 'pause', reason: 'hidden' },
    ),
    fc.constantFrom('kept' as const, 'refused' as const),
  );
  fc.assert(
    fc.property(fc.array(anything, { maxLength: 80 }), (events) => {
      let session = beginSession(plan);
      let takes = 0;
      for (const event of events) {
        const before = clipIds(session);
        // Takes are answered for the one under way alone.
        if (typeof event === 'string') {
          if (session.phase !== 'checking') continue;
          session = advance(session, event === 'kept' ? kept(session.at, `take ${takes++}`) : refused(session.at));
        } else session = advance(session, event);
        expect(session.at).toBeLessThan(session.slots.length);
        clipIds(session).forEach((id, i) => expect(before[i] !== null && id === null).toBe(false));
      }
      for (let i = 0; session.phase !== 'ended' && i < 100; i++) {
        if (session.phase === 'paused') session = advance(session, { type: 'resume' });
        else if (session.phase === 'opening') session = advance(session, opened);
        else if (session.phase === 'checking') session = advance(session, kept(session.at));
        else {
          expect(phaseMs(session)).toBeGreaterThan(0);
          session = advance(session, elapsed);
        }
      }
      expect(session.phase).toBe('ended');
      expect(doneOf(session)).toBe(session.slots.length);
    }),
    { numRuns: 300 },
  );
});
