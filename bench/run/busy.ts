import { cpus, loadavg } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import type { BenchFile } from '../report/schema.ts';
import { spreadOf, summaryOf } from '../report/statistics.ts';

const LOOP_STEPS = 20_000_000;
/** Beyond this the loop itself says that times are not to be trusted. */
const MAX_SPREAD = 0.15;
/** Of one core, by everybody else. */
const MAX_OTHERS_CORES = 0.2;

/** Contestants work on for a while after their turn: PyTorch's threads spin, browsers collect garbage. */
const SETTLE_MS = 500;

/** Notices whether somebody else uses this machine while the benchmark runs. */
export class BusyWatch {
  private readonly loadBefore = loadavg()[0]!;
  private loadDuring = 0;
  private readonly loopsMs: number[] = [];
  private othersMs = 0;
  private wallMs = 0;

  /** Times a fixed loop while no contestant runs; between rounds. */
  async calibrate(): Promise<void> {
    await setTimeout(SETTLE_MS);
    const others = cpuBusyMs() - ownCpuMs();
    const start = performance.now();
    fixedLoop();
    const loopMs = performance.now() - start;
    this.loopsMs.push(loopMs);
    this.wallMs += loopMs;
    this.othersMs += cpuBusyMs() - ownCpuMs() - others;
    this.loadDuring = Math.max(this.loadDuring, loadavg()[0]!);
  }

  result(): BenchFile['busy'] {
    const { loadBefore, loadDuring, loopsMs } = this;
    // The clock of the system ticks coarsely, so small windows may come out below zero.
    const othersCores = this.wallMs === 0 ? 0 : Math.max(0, this.othersMs / this.wallMs);
    const calibrationMs = loopsMs.length === 0 ? null : { ...summaryOf(loopsMs), spread: spreadOf(loopsMs) };
    const reasons: string[] = [];
    if (calibrationMs && calibrationMs.spread > MAX_SPREAD)
      reasons.push(`a fixed loop took ${calibrationMs.min.toFixed(0)} to ${calibrationMs.max.toFixed(0)} ms`);
    if (othersCores > MAX_OTHERS_CORES) reasons.push(`others used ${othersCores.toFixed(1)} cores`);
    return { busy: reasons.length > 0, reasons, loadBefore, loadDuring, othersCores, calibrationMs };
  }
}

/** Milliseconds that all cores have worked. */
function cpuBusyMs(): number {
  return cpus().reduce((total, { times }) => total + times.user + times.nice + times.sys + times.irq, 0);
}

function ownCpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function fixedLoop(): number {
  let x = 0.5;
  for (let i = 0; i < LOOP_STEPS; i++) x = 3.9 * x * (1 - x);
  return x;
}
