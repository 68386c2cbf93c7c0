import { isStolen } from '../run/page-tasks.ts';
import type { Goal, GrowthResult, LongTasks, Result } from './schema.ts';

/** What is aimed at, and what is the least to be content with: time of ours by time of theirs. */
const againstPytorch: Readonly<{ [work: string]: readonly [goal: number, worst: number] }> = {
  gru: [0.5, 0.8],
  lstm: [0.5, 0.8],
  dnn: [0.8, 1.2],
  cnn: [1.0, 1.6],
  recogniser: [0.8, 0.8],
};
const againstStock: typeof againstPytorch = {
  gru: [1 / 30, 1 / 20],
  lstm: [1 / 30, 1 / 20],
  dnn: [1 / 10, 1 / 8],
  cnn: [1 / 80, 1 / 60],
};
/** On WebGPU, by stock tfjs on WebGPU in the same browser: both on one adapter. */
const againstStockGpu: typeof againstPytorch = {
  gru: [1 / 10, 1 / 6],
  lstm: [1 / 10, 1 / 6],
  dnn: [1 / 6, 1 / 4],
  cnn: [1 / 6, 1 / 4],
};
const dispatchesAStep: typeof againstPytorch = {
  gru: [25, 40],
  lstm: [25, 40],
  dnn: [25, 40],
  cnn: [40, 60],
};
const experimentSeconds: typeof againstPytorch = { default: [12, 20], 'rnn-to-rnn': [45, 90] };
const shareOfPeak = [0.9, 0.8] as const;
const logMel = [1, 1] as const;

const onGpu = /web(gpu|gl)$/;
const cpuOfOurs = 'ours simd';
const places = ['node', 'chromium'] as const;

/** How far the results are from what is aimed at; only what was measured. */
export function goalsOf(
  results: readonly Result[],
  longTasks: readonly LongTasks[],
  growth: readonly GrowthResult[],
): Goal[] {
  const goals: Goal[] = [];
  const add = (what: string, measured: number, [goal, worst]: readonly [number, number], rising = false): void => {
    goals.push({ what, measured, goal, worst, rising });
  };
  for (const [work, batch] of worksOf(results)) {
    const own = results.filter((row) => row.work === work && row.batch === batch);
    const name = batch === null ? work : `${work}, batch ${batch}`;
    const pytorch = fastest(own.filter(({ who }) => who.startsWith('pytorch')));
    for (const where of places) {
      const here = own.filter((row) => row.where === where);
      const ours = fastest(here.filter(({ who }) => who.startsWith('ours')));
      if (!ours) continue;
      const stock = fastest(here.filter(({ who }) => who.startsWith('tf')));
      const [byPytorch, byStock] = [work === 'log-mel' ? logMel : againstPytorch[work], againstStock[work]];
      const onCpu = fastest(here.filter(({ who }) => who.startsWith('ours') && !onGpu.test(who)));
      if (onCpu && pytorch && byPytorch)
        add(`${name}, ${where}, by PyTorch on the CPU`, ratio(onCpu, pytorch), byPytorch);
      // The best of each side, not those that `--backends` left: tfjs-wasm cannot train every net, WebGL can.
      const isOpen =
        here.some(({ who }) => who === cpuOfOurs) &&
        here.some(({ who }) => who.startsWith('tf') && !who.endsWith('webgpu'));
      if (stock && byStock && where === 'chromium' && isOpen)
        add(`${name}, ${where}, by stock tfjs (${stock.who})`, ratio(ours, stock), byStock);
      const gpu = here.find(({ who }) => who === 'ours webgpu');
      const stockGpu = here.find(({ who }) => who === 'tfjs webgpu');
      const [byStockGpu, dispatches] = [againstStockGpu[work], dispatchesAStep[work]];
      if (gpu && stockGpu && byStockGpu)
        add(`${name}, ${where}, on WebGPU by stock tfjs there`, ratio(gpu, stockGpu), byStockGpu);
      if (gpu && gpu.dispatches !== null && dispatches)
        add(`${name}, ${where}, dispatches a step on WebGPU`, gpu.dispatches, dispatches);
      if (work.startsWith('product') && ours.shareOfPeak !== null) {
        const alone = here.find(({ who, threads }) => who === ours.who && threads === 1) ?? ours;
        add(`${name}, ${where}, share of the micro-kernel alone`, alone.shareOfPeak ?? 0, shareOfPeak, true);
      }
      const limit = experimentSeconds[work];
      if (limit && where === 'chromium') add(`${work}, page opened to verdict, s`, ours.stepMs.median / 1000, limit);
    }
  }
  for (const { work, long } of longTasks) {
    const own = long.filter((task) => !isStolen(task)).length;
    add(`${work}, tasks of the page over 50 ms while training, stolen time apart`, own, [0, 0]);
  }
  for (const { family, steps, tensors, tensorBytes, kernelBytes } of growth) {
    add(`${family}, tensors more after ${steps} steps`, tensors, [0, 0]);
    add(`${family}, bytes of tensors more after ${steps} steps`, tensorBytes, [0, 0]);
    if (kernelBytes !== null) add(`${family}, bytes of kernel memory more after ${steps} steps`, kernelBytes, [0, 0]);
  }
  return goals;
}

/** `met`, `at worst` or `missed`. */
export function judge({ measured, goal, worst, rising }: Goal): 'met' | 'at worst' | 'missed' {
  const reaches = (limit: number): boolean => (rising ? measured >= limit : measured <= limit);
  if (reaches(goal)) return 'met';
  return reaches(worst) ? 'at worst' : 'missed';
}

function worksOf(results: readonly Result[]): (readonly [string, number | null])[] {
  const seen = new Map(results.map(({ work, batch }) => [`${work}|${batch}`, [work, batch] as const]));
  return [...seen.values()];
}

function fastest(rows: readonly Result[]): Result | null {
  return rows.reduce<Result | null>(
    (best, row) => (best === null || row.stepMs.median < best.stepMs.median ? row : best),
    null,
  );
}

function ratio(ours: Result, theirs: Result): number {
  return ours.stepMs.median / theirs.stepMs.median;
}
