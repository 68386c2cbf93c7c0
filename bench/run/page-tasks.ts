import { coveredMs, type Stretch } from './core-witnesses.ts';
import { stolenMs, type Look } from './stolen-time.ts';

/** A task of a page's own thread. */
export interface PageTask {
  /** On the system's monotonic clock. */
  readonly beganMs: number;
  /** By the clock. */
  readonly wallMs: number;
  /** What it took of a core: without what others on the machine took meanwhile, with the time that the core was gone. */
  readonly cpuMs: number;
}

/** One over 50 ms by the clock. */
export interface LongTask {
  /** Since the first of all tasks began. */
  readonly afterMs: number;
  readonly wallMs: number;
  readonly cpuMs: number;
  /** What a core lost to others of the host meanwhile, or for how long the core of the page's thread was gone. */
  readonly lostMs: number;
}

/** Many of them in short. */
export interface TaskSummary {
  readonly long: readonly LongTask[];
  /** By the clock. */
  readonly longestMs: number;
  readonly mostOnCoreMs: number;
}

/** Of Chromium's tracing: what {@link tasksOf} reads. */
export const taskCategories = ['blink.user_timing', 'disabled-by-default-devtools.timeline'];

const LONG_TASK_MS = 50;

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

/** Those of one thread. */
export interface TasksOfThread {
  readonly threadId: number;
  readonly tasks: readonly PageTask[];
}

/**
 * The tasks of the thread that made a mark, from that mark on.
 * @param trace JSON of Chromium's tracing by {@link taskCategories}
 * @param to another mark, where they end; without it all are told of
 * @throws Error where a mark is missing or the trace does not tell of tasks and their time: a change of Chromium's
 */
export function tasksOf(trace: string, from: string, to?: string): TasksOfThread {
  const { traceEvents } = JSON.parse(trace) as { traceEvents: TraceEvent[] };
  const marked = (mark: string): TraceEvent => {
    const event = traceEvents.find(({ name }) => name === mark);
    if (!event) throw new Error(`the trace of the page has no mark ${mark}`);
    return event;
  };
  const { pid, tid, ts: first } = marked(from);
  const last = to === undefined ? Infinity : marked(to).ts;
  const events = traceEvents
    .filter((event) => event.name === 'RunTask' && event.ph === 'X' && event.pid === pid && event.tid === tid)
    .filter(({ ts, dur = 0 }) => ts + dur >= first && ts < last);
  if (events.length === 0) throw new Error('the trace of the page tells of no task');
  const tasks = events.map(({ ts, dur, tdur }) => {
    if (dur === undefined || tdur === undefined)
      throw new Error('the trace of the page does not tell how long tasks took');
    return { beganMs: ts / 1000, wallMs: dur / 1000, cpuMs: tdur / 1000 };
  });
  return { threadId: tid, tasks };
}

/**
 * @param looks at what the machine lost to others, from before the first task until after the last
 * @param stood when the core of the page's thread was gone
 * @throws Error where the trace and the looks go by different clocks
 */
export function summaryOfTasks(
  tasks: readonly PageTask[],
  looks: readonly Look[],
  stood: readonly Stretch[] = [],
): TaskSummary {
  const [from, to] = [looks[0], looks.at(-1)];
  if (from && to && tasks.some(({ beganMs }) => beganMs < from.atMs || beganMs > to.atMs))
    throw new Error("the trace of the page does not go by the system's clock");
  const firstMs = tasks.reduce((first, { beganMs }) => Math.min(first, beganMs), Infinity);
  const long = tasks.filter(({ wallMs }) => wallMs > LONG_TASK_MS);
  return {
    long: long.map(({ beganMs, wallMs, cpuMs }) => {
      const lostMs = Math.max(stolenMs(looks, beganMs, beganMs + wallMs), coveredMs(stood, beganMs, beganMs + wallMs));
      return { afterMs: beganMs - firstMs, wallMs, cpuMs, lostMs };
    }),
    longestMs: tasks.reduce((most, { wallMs }) => Math.max(most, wallMs), 0),
    mostOnCoreMs: tasks.reduce((most, { cpuMs }) => Math.max(most, cpuMs), 0),
  };
}

/**
 * Not over 50 ms by the clock without what the host took of it. Time on a core does not tell: a thread may stand on it,
 * or wait there for another core that is gone to hear of memory that was freed.
 */
export function isStolen({ wallMs, lostMs }: LongTask): boolean {
  return wallMs - lostMs <= LONG_TASK_MS;
}
