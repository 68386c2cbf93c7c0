import type { TrainedPair } from '../experiment/trained-pair.ts';
import { createWindowNets } from './window-nets.ts';

const RUNS = 15;
const BUDGET_MS = 300;

/** Median milliseconds in which all nets of a pair judge one window, on the backend in use. */
export async function measureWindowMs(pair: TrainedPair): Promise<number> {
  const nets = await createWindowNets(pair);
  try {
    const window = new Float32Array(pair.shape.frames * pair.shape.bins);
    // The first compiles shaders and grows memory.
    await nets.infer(window);
    const times: number[] = [];
    const began = performance.now();
    do {
      const start = performance.now();
      await nets.infer(window);
      times.push(performance.now() - start);
    } while (times.length < RUNS && performance.now() - began < BUDGET_MS);
    times.sort((a, b) => a - b);
    return times[times.length >> 1]!;
  } finally {
    nets.dispose();
  }
}
