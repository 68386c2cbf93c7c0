import { expect, test } from 'vitest';
import { skippedByReason } from './skipped-by-reason.ts';

test('every reason has its first files, and the number of the rest', () => {
  const skipped = Array.from({ length: 9 }, (_, i) => ({
    file: `${i}.wav`,
    reason: i % 3 === 0 ? ('file/empty' as const) : ('file/silent' as const),
  }));
  const groups = skippedByReason(skipped, 4);
  expect(groups.map(({ shown, more }) => [shown.map(({ file }) => file).join(), more])).toEqual([
    ['0.wav,3.wav,6.wav', 0],
    ['1.wav,2.wav,4.wav,5.wav', 2],
  ]);
  expect(skippedByReason([])).toEqual([]);
});
