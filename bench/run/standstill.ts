import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';

/** A stretch of time, in milliseconds on the system's monotonic clock. */
export interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
}

const witness = fileURLToPath(new URL('witness.mjs', import.meta.url));

/**
 * Notices when the whole machine stands still: a virtual one whose host lets it run no longer for the moment, which its
 * own count of stolen time need not tell. A witness on each core, before all others there, is not woken meanwhile. Where
 * a process may not go before others (that takes root on Linux), or cannot be bound to a core, nothing is known of it.
 */
export class Standstill {
  private readonly witnesses = cpus().map((_, core) => startWitness(core));

  /** @returns when none of the witnesses was woken, so far */
  end(): readonly Stretch[] {
    this.stop();
    return this.witnesses.map(({ told }) => stretchesOf(told())).reduce(inBoth);
  }

  stop(): void {
    for (const { process } of this.witnesses) process.kill();
  }
}

export interface Witness {
  readonly process: ChildProcess;
  /** What it wrote so far: for {@link stretchesOf}. */
  readonly told: () => string;
}

export function startWitness(core: number): Witness {
  const process = spawn('taskset', ['-c', String(core), globalThis.process.execPath, witness], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let told = '';
  process.stdout.setEncoding('utf8').on('data', (more: string) => (told += more));
  // No such program here: nothing is known.
  process.on('error', () => undefined);
  return { process, told: () => told };
}

/** @param told lines of "from to" */
export function stretchesOf(told: string): readonly Stretch[] {
  const lines = told.split('\n').slice(0, -1);
  return lines.map((line) => line.split(' ').map(Number)).map(([from, to]) => ({ fromMs: from!, toMs: to! }));
}

/** What of some stretches lies within others as well. */
export function inBoth(some: readonly Stretch[], others: readonly Stretch[]): readonly Stretch[] {
  return some.flatMap((one) =>
    others
      .map((other) => ({ fromMs: Math.max(one.fromMs, other.fromMs), toMs: Math.min(one.toMs, other.toMs) }))
      .filter(({ fromMs, toMs }) => fromMs < toMs),
  );
}

/** How much of the time from one moment to another the machine stood still. */
export function stoodMs(still: readonly Stretch[], fromMs: number, toMs: number): number {
  return inBoth(still, [{ fromMs, toMs }]).reduce((sum, stretch) => sum + stretch.toMs - stretch.fromMs, 0);
}
