import { expect, test } from 'vitest';
import { createTurns } from './turns.ts';

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
