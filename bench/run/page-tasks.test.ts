import { expect, it } from 'vitest';
import { isStolen, summaryOfTasks, tasksOf } from './page-tasks.ts';

const page = { pid: 7, tid: 1 };
const task = (ts: number, wallMs: number, cpuMs: number, thread = page) => ({
  ...{ name: 'RunTask', ph: 'X', ts: 1000 * ts, ...thread },
  ...{ dur: 1000 * wallMs, tdur: 1000 * cpuMs },
});
const mark = (name: string, ts: number) => ({ name, ph: 'I', ts: 1000 * ts, ...page });
const trace = (...events: readonly object[]): string => JSON.stringify({ traceEvents: events });

it('tells of the tasks of the thread that made the marks, also of one that a mark was made in', () => {
  const [before, after] = [task(0, 400, 400), task(900, 70, 70)];
  const ofWorker = task(300, 200, 200, { pid: 7, tid: 2 });
  const ofAnother = task(300, 200, 200, { pid: 8, tid: 1 });
  const own = [task(490, 55, 20), task(600, 110, 3), task(720, 30, 25)];
  const inside = { ...task(601, 90, 90), name: 'FunctionCall' };
  const events = [before, mark('pressed', 500), ...own, ofWorker, ofAnother, inside, mark('verdict', 800), after];
  const { threadId, tasks } = tasksOf(trace(...events), 'pressed', 'verdict');
  expect(threadId).toBe(page.tid);
  expect(summaryOfTasks(tasks, [])).toEqual({
    long: [
      { afterMs: 0, wallMs: 55, cpuMs: 20, lostMs: 0 },
      { afterMs: 110, wallMs: 110, cpuMs: 3, lostMs: 0 },
    ],
    ...{ longestMs: 110, mostOnCoreMs: 25 },
  });
  expect(tasksOf(trace(...events), 'pressed').tasks).toEqual([...tasks, { beganMs: 900, wallMs: 70, cpuMs: 70 }]);
});

it('tells those apart that were long while the host gave a core to others', () => {
  const losses = [0, 500, 560, 700, 1000].map((atMs) => ({ atMs, lostMs: [0, atMs < 560 ? 0 : 30] }));
  const within = task(510, 60, 9);
  const beyond = task(620, 60, 9);
  const tooLong = task(505, 90, 9);
  const stolen = (...tasks: readonly object[]) =>
    summaryOfTasks(tasksOf(trace(mark('a', 505), ...tasks), 'a').tasks, losses).long.map(isStolen);
  expect(stolen(within, beyond)).toEqual([true, false]);
  expect(stolen(tooLong)).toEqual([false]);
  expect(stolen(task(600, 60, 9))).toEqual([false]);
  const stood = [{ fromMs: 640, toMs: 660 }];
  const { tasks: standing } = tasksOf(trace(mark('a', 505), beyond), 'a');
  expect(summaryOfTasks(standing, losses, stood).long).toMatchObject([{ lostMs: 20 }]);
  expect(() => stolen(task(1200, 9, 9))).toThrow(/clock/);
});

it('refuses a trace that does not tell of what is asked', () => {
  const { tdur: _tdur, ...withoutTime } = task(2, 1, 1);
  const start = mark('pressed', 1);
  expect(() => tasksOf(trace(task(1, 1, 1)), 'pressed')).toThrow(/no mark pressed/);
  expect(() => tasksOf(trace(start, task(2, 1, 1)), 'pressed', 'verdict')).toThrow(/no mark verdict/);
  expect(() => tasksOf(trace(start), 'pressed')).toThrow(/no task/);
  expect(() => tasksOf(trace(start, withoutTime), 'pressed')).toThrow(/how long/);
});
