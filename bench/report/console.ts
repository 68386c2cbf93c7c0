import { judge } from './goals.ts';
import { isStolen } from '../run/page-tasks.ts';
import type { Absence, BenchFile, LongTasks, Result } from './schema.ts';
import { digits, ratioInWords, textTable } from './text-table.ts';

const head = [
  '',
  'where',
  'threads',
  'ms',
  'min',
  'max',
  'ours/theirs',
  'GFLOP/s',
  'of peak',
  'GPU calls',
  'MB',
  'first ms',
];

/** One work's table, with who is missing and why. */
export function workTable(title: string, results: readonly Result[], absent: readonly Absence[]): string {
  const rows = results.map((row) => [
    row.who,
    row.where,
    row.threads === null ? '–' : String(row.threads),
    digits(row.stepMs.median),
    digits(row.stepMs.min),
    digits(row.stepMs.max),
    ratioInWords(row.ratioToOurs),
    digits(row.gflops),
    row.shareOfPeak === null ? '–' : row.shareOfPeak.toFixed(2),
    row.dispatches === null ? '–' : String(row.dispatches),
    row.peakMemoryMb === null ? '–' : row.peakMemoryMb.toFixed(0),
    digits(row.firstStepMs),
  ]);
  const missing = absent.map(({ who, where, threads, reason }) => {
    const how = threads === null ? where : `${where}, ${threads} threads`;
    return `  without ${who} (${how}): ${reason}`;
  });
  return [title, textTable([head, ...rows]), ...missing, ''].join('\n');
}

/** Everything that concerns the whole run. */
export function summaryText({ goals, growth, longTasks, busy, machine, commit, microKernel }: BenchFile): string {
  const lines: string[] = [];
  if (goals.length > 0) {
    const shown = (value: number, isShare: boolean): string => (isShare ? digits(value) : ratioInWords(value));
    const rows = goals.map((goal) => [
      goal.what,
      shown(goal.measured, goal.rising),
      shown(goal.goal, goal.rising),
      shown(goal.worst, goal.rising),
      judge(goal),
    ]);
    lines.push('Time of ours by time of theirs, unless said otherwise', '');
    lines.push(textTable([['', 'measured', 'goal', 'at worst', ''], ...rows]), '');
  }
  for (const { family, backend, steps, tensors, heapMb, buffersMb, rssMb } of growth) {
    const memory = `heap ${heapMb.toFixed(1)} MB, buffers ${buffersMb.toFixed(1)} MB, resident ${rssMb.toFixed(1)} MB`;
    lines.push(`${family} on ${backend}, growth over ${steps} steps: ${tensors} tensors, ${memory}`);
  }
  for (const { work, runs, long, longestMs, mostOnCoreMs } of longTasks) {
    const most = `the longest ${digits(longestMs)} ms; the most that one needed of a core ${digits(mostOnCoreMs)} ms`;
    lines.push(`${work} in the page, ${runs} runs: ${long.length} tasks over 50 ms while training, ${most}`);
    for (const task of long) lines.push(`  ${longTaskText(task)}`);
  }
  for (const [where, peak] of Object.entries(microKernel))
    lines.push(`micro-kernel alone, one thread, ${where}: ${digits(peak)} GFLOP/s`);
  lines.push(`${machine.words}; commit ${commit}`);
  lines.push(busy.busy ? `BUSY MACHINE, times mean little: ${busy.reasons.join(', ')}` : 'The machine was quiet.');
  return lines.join('\n');
}

function longTaskText(task: LongTasks['long'][number]): string {
  const { afterMs, wallMs, cpuMs, lostMs } = task;
  const stolen = isStolen(task) ? ': long by that' : '';
  return `${(afterMs / 1000).toFixed(1)} s after Run: ${digits(wallMs)} ms, ${digits(cpuMs)} of them on a core, ${digits(lostMs)} lost to the machine's host${stolen}`;
}
