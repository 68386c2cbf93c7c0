import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTurns, firstOf } from './turns.ts';

function frames() {
  const asked: (() => void)[] = [];
  return { asked, next: () => asked.shift()?.(), turns: createTurns((then) => asked.push(then)) };
}

test('one piece a frame, in the order of asking', () => {
  const { asked, next, turns } = frames();
  const done: string[] = [];
  turns.ask(() => done.push('a'));
  turns.ask(() => done.push('b'));
  expect(asked).toHaveLength(1);
  next();
  expect(done).toEqual(['a']);
  next();
  expect(done).toEqual(['a', 'b']);
  expect(asked).toHaveLength(0);
});

test('a piece asked for twice is done once, a dropped one never', () => {
  const { next, turns } = frames();
  let count = 0;
  const piece = () => count++;
  turns.ask(piece);
  turns.ask(piece);
  next();
  next();
  expect(count).toBe(1);
  turns.ask(piece);
  turns.drop(piece);
  next();
  expect(count).toBe(1);
});

test('whatever is asked for: one piece a frame at most, and each waits no longer than there are others', () => {
  const moves = fc.array(fc.oneof(fc.nat(5), fc.constant('frame' as const)), { maxLength: 80 });
  fc.assert(
    fc.property(moves, (script) => {
      const { asked, next, turns } = frames();
      let frame = 0;
      const drawnAt: number[] = [];
      const waitingSince = new Map<number, number>();
      const pieces = Array.from({ length: 6 }, (_, piece) => () => {
        drawnAt.push(frame);
        expect(frame - waitingSince.get(piece)!).toBeLessThanOrEqual(pieces.length);
        waitingSince.delete(piece);
      });
      const show = () => {
        frame++;
        next();
      };
      for (const move of script) {
        if (move === 'frame') show();
        else {
          if (!waitingSince.has(move)) waitingSince.set(move, frame);
          turns.ask(pieces[move]!);
        }
        expect(asked.length).toBe(waitingSince.size > 0 ? 1 : asked.length);
      }
      while (asked.length > 0) show();
      expect(waitingSince.size).toBe(0);
      expect(new Set(drawnAt).size).toBe(drawnAt.length);
    }),
  );
});

test('a piece that asks again in its own turn comes after those that wait', () => {
  const { next, turns } = frames();
  const done: string[] = [];
  const greedy = () => {
    done.push('greedy');
    turns.ask(greedy);
  };
  turns.ask(greedy);
  turns.ask(() => done.push('patient'));
  for (let i = 0; i < 3; i++) next();
  expect(done).toEqual(['greedy', 'patient', 'greedy']);
});

/** As a hidden tab has them: none comes until they are shown, all at once. */
function fakeFrames() {
  const pending = new Set<() => void>();
  const ask = (then: () => void) => {
    const frame = () => {
      pending.delete(frame);
      then();
    };
    pending.add(frame);
    return () => void pending.delete(frame);
  };
  return { pending, ask, show: () => [...pending].forEach((frame) => frame()) };
}

test.each([0, 1])('of two that may come, the first is heard (%i), and the other is waited for no longer', (first) => {
  const both = [fakeFrames(), fakeFrames()] as const;
  let heard = 0;
  firstOf(both[0].ask, both[1].ask)(() => heard++);
  both[first]!.show();
  expect(heard).toBe(1);
  expect(both.map(({ pending }) => pending.size)).toEqual([0, 0]);
});

test('drawings of a hidden tab leave no frames behind', () => {
  const [frames, timers] = [fakeFrames(), fakeFrames()];
  const turns = createTurns(firstOf(frames.ask, timers.ask));
  let drawn = 0;
  for (let i = 0; i < 20; i++) {
    turns.ask(() => drawn++);
    timers.show();
  }
  expect(drawn).toBe(20);
  expect(frames.pending.size).toBe(0);
});
