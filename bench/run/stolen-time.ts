import { readFileSync } from 'node:fs';

/** A tick of `/proc/stat` (`USER_HZ`). */
const TICK_MS = 10;
const LOOK_EVERY_MS = 20;

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

  /** Looks until {@link end} or {@link stop}. */
  constructor() {
    this.look();
  }

  /** Takes a last look. */
  end(): readonly Look[] {
    this.stop();
    this.look();
    return this.looks;
  }

  stop(): void {
    clearInterval(this.timer);
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

/**
 * The most that one core lost within a stretch of time, as far as is known: what it lost from one look to the next counts
 * for as much of that time as lies within the stretch.
 */
export function stolenMs(looks: readonly Look[], fromMs: number, toMs: number): number {
  const lost: number[] = [];
  for (const [at, look] of looks.entries()) {
    const before = looks[at - 1];
    if (!before) continue;
    // A core tells of what it lost with a tick: it may have been a tick before.
    const within = Math.min(toMs, look.atMs) - Math.max(fromMs, before.atMs - TICK_MS);
    if (within <= 0) continue;
    for (const [core, ms] of look.lostMs.entries())
      lost[core] = (lost[core] ?? 0) + Math.min(ms - (before.lostMs[core] ?? ms), within);
  }
  return Math.max(0, ...lost);
}
