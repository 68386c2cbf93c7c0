import { expect, test } from 'vitest';
import { timeLeft } from './time-left.ts';

test('what is left takes as long as what was done, stage by stage', () => {
  let ms = 5_000;
  const left = timeLeft(() => ms);
  expect(left('unpacking', 0, 100)).toBeNull();
  ms += 500;
  expect(left('unpacking', 50, 100), 'too early').toBeNull();
  ms += 1_500;
  expect(left('unpacking', 50, 100)).toBe(2);
  ms += 1_000;
  expect(left('unpacking', 75, 100)).toBe(1);
  expect(left('reading', 0, 1000)).toBeNull();
  ms += 10_000;
  expect(left('reading', 5, 1000), 'too little').toBeNull();
  expect(left('reading', 100, 1000)).toBe(90);
  expect(left('reading', 1000, 1000)).toBe(0);
});
