import { spawn, type ChildProcess } from 'node:child_process';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';

/** A stretch of time, in milliseconds on the system's monotonic clock. */
export interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Where a thread was seen. */
interface Place {
  readonly atMs: number;
  readonly core: number;
}

const program = fileURLToPath(new URL('core-witness.mjs', import.meta.url));

/**
 * Notices when the host of a virtual machine lets one of its cores run no longer for the moment, which Linux's own count
 * of stolen time need not tell. A witness on each core, in real time and thus before all others, is not woken meanwhile.
 * The thread that runs there stands still with the core, one that waits there may be moved to another: so every witness
 * also tells where the threads are. Where a process may not go before others (that takes root on Linux), or cannot be
 * bound to a core, nothing is known.
 */
export class CoreWitnesses {
  private readonly witnesses = cpus().map((_, core) => startWitness(core));

  /** @param threadIds those whose cores will be asked for. Only from now on anything is told */
  watch(threadIds: readonly number[]): void {
    for (const { child } of this.witnesses) child.stdin?.end(threadIds.join(' '));
  }

  /** @returns what they told so far, by core */
  end(): readonly string[] {
    this.stop();
    return this.witnesses.map(({ told }) => told());
  }

  stop(): void {
    for (const { child } of this.witnesses) child.kill();
  }
}

export interface Witness {
  readonly child: ChildProcess;
  /** What it wrote so far. */
  readonly told: () => string;
}

export function startWitness(core: number): Witness {
  const args = ['--fifo', '1', 'taskset', '--cpu-list', String(core), process.execPath, program];
  const child = spawn('chrt', args, { stdio: ['pipe', 'pipe', 'ignore'] });
  let told = '';
  child.stdout.setEncoding('utf8').on('data', (more: string) => (told += more));
  // No such program here, or it was over before it was told anything: nothing is known.
  child.on('error', () => undefined);
  child.stdin.on('error', () => undefined);
  return { child, told: () => told };
}

/** When one core was gone, by what its witness told. */
export function goneStretches(told: string): readonly Stretch[] {
  return linesOf(told, 'gone').map(([fromMs, toMs]) => ({ fromMs: fromMs!, toMs: toMs! }));
}

/**
 * When a thread could not run as the core that it stood on, or waited for, was gone.
 * @param tolds of the witnesses, by core
 */
export function stoodStretches(tolds: readonly string[], threadId: number): readonly Stretch[] {
  const gone = tolds.map(goneStretches);
  const places = tolds
    .flatMap((told) => placesOf(told, threadId))
    .sort((a, b) => a.atMs - b.atMs)
    .filter(({ core }, at, all) => core !== all[at - 1]?.core);
  return places.flatMap(({ atMs, core }, at) => {
    const there = { fromMs: atMs, toMs: places[at + 1]?.atMs ?? Infinity };
    return inBoth(gone[core] ?? [], there);
  });
}

function placesOf(told: string, threadId: number): readonly Place[] {
  return linesOf(told, 'on')
    .filter(([, id]) => id === threadId)
    .map(([atMs, , core]) => ({ atMs: atMs!, core: core! }));
}

/** The numbers of all lines that begin with a word; the last line may not be written to its end. */
function linesOf(told: string, word: string): readonly (readonly number[])[] {
  const lines = told.split('\n').slice(0, -1);
  return lines.filter((line) => line.startsWith(`${word} `)).map((line) => line.split(' ').slice(1).map(Number));
}

/** What of some stretches lies within another. */
function inBoth(some: readonly Stretch[], other: Stretch): readonly Stretch[] {
  return some
    .map((one) => ({ fromMs: Math.max(one.fromMs, other.fromMs), toMs: Math.min(one.toMs, other.toMs) }))
    .filter(({ fromMs, toMs }) => fromMs < toMs);
}

/** How much of the time from one moment to another lies within some stretches. */
export function coveredMs(some: readonly Stretch[], fromMs: number, toMs: number): number {
  return inBoth(some, { fromMs, toMs }).reduce((sum, stretch) => sum + stretch.toMs - stretch.fromMs, 0);
}
