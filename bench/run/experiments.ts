import type { Absence, LongTasks, Result, Where } from '../report/schema.ts';
import { summaryOf } from '../report/statistics.ts';
import { runInTerminal } from './experiment-in-node.ts';
import { runInPage } from './experiment-in-page.ts';
import type { ExperimentId, ExperimentTime } from './experiment.ts';
import type { TaskSummary } from './page-tasks.ts';
import { reasonOf } from './reason.ts';
import type { RoundsContext } from './rounds.ts';

export interface ExperimentResults {
  readonly results: Result[];
  readonly absent: Absence[];
  readonly longTasks: LongTasks[];
}

/** Times a whole experiment with one seed, in the page and in Node in turn. */
export async function runExperiments(
  id: ExperimentId,
  { options, places, busy, tell }: RoundsContext,
): Promise<ExperimentResults> {
  const { browser, chromiumProblem } = places;
  const runs = new Map<Where, () => Promise<ExperimentTime>>();
  if (options.where.includes('node')) runs.set('node', () => runInTerminal(id));
  if (browser) runs.set('chromium', () => runInPage(id));
  const times = new Map<Where, ExperimentTime[]>();
  const absent: Absence[] = [];
  if (chromiumProblem !== null)
    absent.push({ work: id, batch: null, who: 'ours', where: 'chromium', threads: null, reason: chromiumProblem });
  for (let round = 0; round < options.experimentRounds; round++) {
    await busy.calibrate();
    for (const [where, run] of runs) {
      tell(`${id}, ${where}, round ${round + 1} of ${options.experimentRounds}`);
      try {
        times.set(where, [...(times.get(where) ?? []), await run()]);
      } catch (thrown) {
        const reason = reasonOf(thrown);
        tell(`  without ours (${where}): ${reason}`);
        absent.push({ work: id, batch: null, who: 'ours', where, threads: null, reason });
      }
    }
  }
  const results = [...times].map(([where, own]): Result => ({
    work: id,
    batch: null,
    who: `ours ${own[0]!.backend}`,
    where,
    threads: null,
    stepMs: summaryOf(own.map(({ totalMs }) => totalMs)),
    ratioToOurs: null,
    gflops: null,
    shareOfPeak: null,
    dispatches: null,
    peakMemoryMb: null,
    firstStepMs: null,
  }));
  const inPage = times.get('chromium') ?? [];
  const tasks = inPage.flatMap((run) => run.tasks ?? []);
  return { results, absent, longTasks: tasks.length === 0 ? [] : [longTasksOf(id, tasks)] };
}

function longTasksOf(work: ExperimentId, runs: readonly TaskSummary[]): LongTasks {
  return {
    work,
    runs: runs.length,
    long: runs.flatMap(({ long }) => long),
    longestMs: Math.max(...runs.map(({ longestMs }) => longestMs)),
    mostOnCoreMs: Math.max(...runs.map(({ mostOnCoreMs }) => mostOnCoreMs)),
  };
}
