import { setTimeout } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { coveredMs, goneStretches, startWitness, stoodStretches } from './core-witnesses.ts';

it('reads when a core was gone, without a line that is not written to its end', () => {
  expect(goneStretches('on 3 77 1\ngone 10.5 30\ngone 40 62.25\ngone 7')).toEqual([
    { fromMs: 10.5, toMs: 30 },
    { fromMs: 40, toMs: 62.25 },
  ]);
  expect(goneStretches('')).toEqual([]);
});

it('tells when the core of a thread was gone, and not that of another', () => {
  const first = 'on 0 77 0\non 0 88 1\ngone 10 60\non 60 77 1\ngone 100 200\n';
  // It is the one that sees the thread go to another core while the first core is gone.
  const second = 'on 0 77 0\non 1 88 1\ngone 20 30\non 45 77 1\ngone 150 180\n';
  expect(stoodStretches([first, second], 77)).toEqual([
    { fromMs: 10, toMs: 45 },
    { fromMs: 150, toMs: 180 },
  ]);
  expect(stoodStretches([first, second], 88)).toEqual([
    { fromMs: 20, toMs: 30 },
    { fromMs: 150, toMs: 180 },
  ]);
  expect(stoodStretches([first, second], 99)).toEqual([]);
  expect(stoodStretches(['', ''], 77)).toEqual([]);
});

it('tells how much lies within a stretch', () => {
  const some = goneStretches('gone 10 20\ngone 40 45\ngone 80 90\n');
  expect(coveredMs(some, 15, 85)).toBe(15);
  expect(coveredMs(some, 21, 39)).toBe(0);
  expect(coveredMs([], 0, 100)).toBe(0);
});

it('a witness that was not woken tells so, knows where threads are, and ends when it is told to', async () => {
  const { process: witness, told } = startWitness(0);
  let isOver = false;
  const over = new Promise<void>((resolve) => witness.once('exit', resolve).once('error', () => resolve()));
  void over.then(() => (isOver = true));
  witness.stdin?.end(String(process.pid));
  // From when it has begun on: that takes its time on a busy machine.
  const longestMs = async () => {
    witness.kill('SIGSTOP');
    await setTimeout(200);
    witness.kill('SIGCONT');
    await setTimeout(50);
    return isOver ? 'over' : Math.max(0, ...goneStretches(told()).map(({ fromMs, toMs }) => toMs - fromMs));
  };
  // Where it may not go before others it is over at once: nothing is known then.
  await expect.poll(longestMs).toSatisfy((told) => told === 'over' || Number(told) > 150);
  if (isOver) expect(told()).toBe('');
  else expect(told()).toMatch(new RegExp(`^on [\\d.]+ ${process.pid} \\d+$`, 'm'));
  witness.kill();
  await over;
});
