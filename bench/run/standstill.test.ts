import { setTimeout } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { inBoth, startWitness, stoodMs, stretchesOf } from './standstill.ts';

it('reads what a witness tells, without a line that it has not ended', () => {
  expect(stretchesOf('10.5 30\n40 62.25\n7')).toEqual([
    { fromMs: 10.5, toMs: 30 },
    { fromMs: 40, toMs: 62.25 },
  ]);
  expect(stretchesOf('')).toEqual([]);
});

it('tells of what all cores missed, and how much of it lies within a stretch', () => {
  const still = inBoth(stretchesOf('0 20\n40 60\n80 90\n'), stretchesOf('10 45\n70 100\n'));
  expect(still).toEqual(stretchesOf('10 20\n40 45\n80 90\n'));
  expect(stoodMs(still, 15, 85)).toBe(15);
  expect(stoodMs(still, 21, 39)).toBe(0);
  expect(stoodMs([], 0, 100)).toBe(0);
});

it('a witness that was not woken tells so, and ends when it is told to', async () => {
  const { process: witness, told } = startWitness(0);
  let isOver = false;
  const over = new Promise<void>((resolve) => witness.once('exit', resolve).once('error', () => resolve()));
  void over.then(() => (isOver = true));
  // From when it has begun on: that takes its time on a busy machine.
  const longestMs = async () => {
    witness.kill('SIGSTOP');
    await setTimeout(200);
    witness.kill('SIGCONT');
    await setTimeout(50);
    return isOver ? 'over' : Math.max(0, ...stretchesOf(told()).map(({ fromMs, toMs }) => toMs - fromMs));
  };
  // Where it may not go before others it is over at once: nothing is known then.
  await expect.poll(longestMs).toSatisfy((told) => told === 'over' || Number(told) > 150);
  if (isOver) expect(told()).toBe('');
  witness.kill();
  await over;
});
