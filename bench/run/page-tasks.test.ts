import { expect, it } from 'vitest';
import { tasksBetween } from './page-tasks.ts';

const page = { pid: 7, tid: 1 };
const task = (ts: number, durMs: number, onCoreMs: number, thread = page) => ({
  ...{ name: 'ThreadControllerImpl::RunTask', ph: 'X', ts: 1000 * ts, ...thread },
  ...{ dur: 1000 * durMs, tdur: 1000 * onCoreMs },
});
const mark = (name: string, ts: number) => ({ name, ph: 'I', ts: 1000 * ts, ...page });
const trace = (...events: readonly object[]): string => JSON.stringify({ traceEvents: events });

it('tells of the tasks of the thread that made the marks, also of one that a mark was made in', () => {
  const before = task(0, 400, 400);
  const after = task(900, 70, 70);
  const ofWorker = task(300, 200, 200, { pid: 7, tid: 2 });
  const ofAnother = task(300, 200, 200, { pid: 8, tid: 1 });
  const own = [task(490, 55, 20), task(600, 110, 3), task(720, 30, 25)];
  const inside = { ...task(601, 90, 90), name: 'FunctionCall' };
  const events = [before, mark('pressed', 500), ...own, ofWorker, ofAnother, inside, mark('verdict', 800), after];
  expect(tasksBetween(trace(...events), 'pressed', 'verdict')).toEqual({ count: 2, longestMs: 110, mostOnCoreMs: 25 });
});

it('refuses a trace without its marks', () => {
  expect(() => tasksBetween(trace(task(1, 1, 1)), 'pressed', 'verdict')).toThrow(/pressed/);
});
