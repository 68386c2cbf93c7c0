import { readFileSync } from 'node:fs';

/** A tick of `/proc/stat` (`USER_HZ`). */
const TICK_MS = 10;
const LOOK_EVERY_MS = 20;
/** A core tells of what it lost with the next tick after it has come back. */
const LATE_MS = 2 * TICK_MS;

/** What each core has lost by a moment. */
export interface Look {
  /** On the system's monotonic clock, as Chromium's traces. */
  readonly atMs: number;
  readonly lostMs: readonly number[];
}

/**
 * Notices when the host of a virtual machine gives one of its cores to somebody else: no thread on it runs meanwhile, and
 * to the clock their work takes longer. Linux tells of it as "steal" in `/proc/stat`, proc_stat(5); where the system does
 * not, nothing is known to be stolen.
 */
export class StolenTime {
  private readonly looks: Look[] = [];
  private readonly timer = setInterval(() => this.look(), LOOK_EVERY_MS);

  /** Looks until {@link end}. */
  constructor() {
    this.look();
  }

  end(): readonly Look[] {
    clearInterval(this.timer);
    this.look();
    return this.looks;
  }

  private look(): void {
    let stat: string;
    try {
      stat = readFileSync('/proc/stat', 'utf8');
    } catch {
      return;
    }
    this.looks.push({ atMs: Number(process.hrtime.bigint()) / 1e6, lostMs: lostByCore(stat) });
  }
}

/** @param stat `/proc/stat` */
export function lostByCore(stat: string): number[] {
  const cores = stat.split('\n').filter((line) => /^cpu\d/.test(line));
  return cores.map((line) => TICK_MS * Number(line.split(' ')[8] ?? 0));
}

/** The most that one core lost within a stretch of time, as far as is known. */
export function stolenMs(looks: readonly Look[], fromMs: number, toMs: number): number {
  const before = looks.findLast(({ atMs }) => atMs <= fromMs) ?? looks[0];
  const after = looks.find(({ atMs }) => atMs >= toMs + LATE_MS) ?? looks.at(-1);
  if (!before || !after) return 0;
  return Math.max(0, ...after.lostMs.map((ms, core) => ms - (before.lostMs[core] ?? ms)));
}
