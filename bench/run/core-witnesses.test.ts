import { spawnSync } from 'node:child_process';
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

it('goes by the last that any of them saw, also after a short stay elsewhere', () => {
  const here = 'on 0 77 0\non 12 77 0\non 16 77 0\n';
  const wasThere = 'on 0 77 0\non 11 77 1\ngone 13 200\non 200 77 0\n';
  expect(stoodStretches([here, wasThere], 77)).toEqual([]);
  const isThere = 'on 0 77 0\non 10.5 77 1\ngone 14 200\non 200 77 0\n';
  expect(stoodStretches([isThere, here], 77)).toEqual([{ fromMs: 14, toMs: 200 }]);
});

it('tells how much lies within a stretch', () => {
  const some = goneStretches('gone 10 20\ngone 40 45\ngone 80 90\n');
  expect(coveredMs(some, 15, 85)).toBe(15);
  expect(coveredMs(some, 21, 39)).toBe(0);
  expect(coveredMs([], 0, 100)).toBe(0);
});

const mayGoFirst = spawnSync('chrt', ['--fifo', '1', 'taskset', '--cpu-list', '0', 'true']).status === 0;

it('a witness that was not woken tells so and knows where threads are; it is over when it is not allowed to', async () => {
  const { child, told } = startWitness(0);
  const over = new Promise<void>((resolve) => child.once('exit', resolve).once('error', () => resolve()));
  // One of the two has been over for long, or has never been.
  child.stdin?.end(`${process.pid} 4194303`);
  if (mayGoFirst) {
    // From when it has begun on: that takes its time on a busy machine.
    const longestMs = async () => {
      child.kill('SIGSTOP');
      await setTimeout(200);
      child.kill('SIGCONT');
      await setTimeout(50);
      return Math.max(0, ...goneStretches(told()).map(({ fromMs, toMs }) => toMs - fromMs));
    };
    await expect.poll(longestMs).toBeGreaterThan(150);
    expect(told()).toMatch(new RegExp(`^on [\\d.]+ ${process.pid} \\d+$`, 'm'));
    child.kill();
  }
  await over;
  if (!mayGoFirst) expect(told()).toBe('');
});
