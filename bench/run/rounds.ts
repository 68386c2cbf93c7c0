import type { Budget, Measured, Prepared } from '../contestants/contestant.ts';
import type { BenchOptions } from '../options.ts';
import { otherWork, resultsOf, type TaskRecord } from '../report/results.ts';
import type { Absence, Result } from '../report/schema.ts';
import type { Seat } from '../seats/seat.ts';
import { batchOf, titleOf, workOf, type Task } from '../works/task.ts';
import type { BusyWatch } from './busy.ts';
import { entrantsFor, nameOf, type Entrant } from './entrants.ts';
import type { MicroKernel } from './micro-kernel.ts';
import type { Places } from './places.ts';
import { reasonOf } from './reason.ts';

/** Loading a library, compiling shaders and drawing weights come on top of the step. */
const START_SECONDS = 60;
/** Whoever needs longer for a step has one round, without warming up. */
const SLOW_STEP_MS = 3000;
const WARM_UP: Budget = { ms: 300, steps: 5 };
const MAX_STEPS = 40;

/** What rounds need of the run that they belong to. */
export interface RoundsContext {
  readonly options: BenchOptions;
  readonly places: Places;
  readonly busy: BusyWatch;
  /** Of the whole run. */
  readonly microKernel: MicroKernel;
  readonly tell: (line: string) => void;
}

interface Player {
  readonly entrant: Entrant;
  readonly seat: Seat;
  readonly prepared: Prepared;
  readonly rounds: Measured[];
}

/** Lets all who can do a task do it in turn, several times. */
export async function runRounds(
  task: Task,
  context: RoundsContext,
): Promise<{ readonly results: Result[]; readonly absent: Absence[] }> {
  const { options, places, busy, microKernel, tell } = context;
  const absent: Absence[] = [];
  const refuse = ({ where, threads, ...entrant }: Entrant, reason: string): void => {
    const who = nameOf({ where, threads, ...entrant });
    absent.push({ work: workOf(task), batch: batchOf(task), who, where, threads, reason });
    tell(`  without ${who} (${where}): ${reason}`);
  };
  tell(titleOf(task));
  if (places.chromiumProblem !== null)
    refuse({ library: 'ours', backend: '', where: 'chromium', threads: null }, places.chromiumProblem);

  let players: Player[] = [];
  for (const entrant of entrantsFor(task, options, places.backends)) {
    const player = await prepare(entrant, task, context).catch((thrown: unknown) => reasonOf(thrown));
    if (typeof player === 'string') refuse(entrant, player);
    else players.push(player);
  }
  const timeoutMs = 1000 * (START_SECONDS + 2 * options.limitSeconds);
  for (let round = 0; round < options.rounds; round++) {
    await busy.calibrate();
    tell(`  round ${round + 1} of ${options.rounds}`);
    for (const player of [...players]) {
      const { entrant, seat, prepared, rounds } = player;
      if (round > 0 && prepared.firstStepMs > SLOW_STEP_MS && rounds[0]!.stepsMs[0]! > SLOW_STEP_MS) continue;
      try {
        const budget: Budget = { ms: options.roundMs, steps: MAX_STEPS };
        const measured = (await seat.ask('measure', budget, timeoutMs)) as Measured;
        rounds.push(measured);
        if (entrant.threads === 1) microKernel.add(entrant.where, measured.microKernelGflops ?? []);
      } catch (thrown) {
        refuse(entrant, reasonOf(thrown));
        players = players.filter((other) => other !== player);
      }
    }
  }
  for (const { seat } of players) await seat.close();
  await busy.calibrate();
  const records: TaskRecord[] = players.filter(({ entrant, ...record }) => {
    const problem = otherWork(task, { entrant, ...record }, players[0]!);
    if (problem !== null) refuse(entrant, `not the same work: ${problem}`);
    return problem === null;
  });
  return { results: resultsOf(task, records), absent };
}

/** @throws Error with the reason why it cannot take part */
async function prepare(entrant: Entrant, task: Task, { options, places }: RoundsContext): Promise<Player> {
  const { library, where, backend, threads } = entrant;
  const limitMs = 1000 * options.limitSeconds;
  const seat = await places.start(library, where, threads);
  try {
    const argument = { task, setting: { backend, threads } };
    const prepared = (await seat.ask('prepare', argument, limitMs + 1000 * START_SECONDS)) as Prepared;
    if (prepared.firstStepMs < SLOW_STEP_MS) await seat.ask('measure', WARM_UP, limitMs);
    else if (prepared.firstStepMs > limitMs)
      throw new Error(`its first step took ${Math.round(prepared.firstStepMs / 1000)} s`);
    return { entrant, seat, prepared, rounds: [] };
  } catch (thrown) {
    await seat.close();
    throw thrown;
  }
}
