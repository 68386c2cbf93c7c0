/** The tasks of a page's thread between two of its marks. */
export interface PageTasks {
  /** Those over 50 ms by the clock. */
  readonly count: number;
  /** Of all, by the clock. */
  readonly longestMs: number;
  /** The most that any of them needed of a core: what is beyond it, others had, or the machine stood still. */
  readonly mostOnCoreMs: number;
}

const LONG_TASK_MS = 50;
/** Categories of Chromium's tracing that {@link tasksBetween} reads. */
export const taskCategories = ['toplevel', 'blink.user_timing'];

/** An event of Chromium's trace format; times in microseconds. */
interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  /** Of the thread on a core. */
  readonly tdur?: number;
}

/**
 * @param trace JSON of Chromium's tracing
 * @throws Error where a mark is missing
 */
export function tasksBetween(trace: string, from: string, to: string): PageTasks {
  const { traceEvents } = JSON.parse(trace) as { traceEvents: TraceEvent[] };
  const marked = (mark: string): TraceEvent => {
    const event = traceEvents.find(({ name }) => name === mark);
    if (!event) throw new Error(`the trace of the page has no mark ${mark}`);
    return event;
  };
  const [first, last] = [marked(from), marked(to)];
  const tasks = traceEvents.filter(
    ({ name, ph, pid, tid, ts, dur = 0 }) =>
      ph === 'X' &&
      name.endsWith('RunTask') &&
      pid === first.pid &&
      tid === first.tid &&
      ts + dur >= first.ts &&
      ts < last.ts,
  );
  const mostOf = (us: (task: TraceEvent) => number): number =>
    tasks.reduce((most, task) => Math.max(most, us(task) / 1000), 0);
  return {
    count: tasks.filter(({ dur = 0 }) => dur > 1000 * LONG_TASK_MS).length,
    longestMs: mostOf(({ dur = 0 }) => dur),
    mostOnCoreMs: mostOf(({ tdur = 0 }) => tdur),
  };
}
