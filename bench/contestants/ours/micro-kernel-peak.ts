import { getBackend } from '@tensorflow/tfjs-core';
import { quantile } from '../../report/statistics.ts';
import { simd } from '../../../src/engine/kernels/simd/backend.ts';

/** GFLOP/s of the plain micro-kernel of the matrix product, alone on data in L1, one thread; or why there is none. */
export type MicroKernelPeak = { readonly gflops: number } | { readonly missing: string };

/** The micro-kernel's tile, and a depth at which both panels lie in the nearest cache. */
const TILE = { rows: 4, columns: 8, depth: 256 } as const;
const REPETITIONS = 20_000;
const RUNS = 5;

/** Measures it in this thread: the median of some runs, as all times here. */
export async function microKernelPeak(): Promise<MicroKernelPeak> {
  if (getBackend() !== 'simd') return { missing: `the backend ${getBackend()} has no micro-kernel of ours` };
  const { machine } = simd();
  const panel = (length: number, value: number): number => {
    const address = machine.heap.allocate(4 * length);
    new Float32Array(machine.memory.buffer, address, length).fill(value);
    return address;
  };
  const { rows, columns, depth } = TILE;
  const [a, b, c] = [panel(rows * depth, 0.01), panel(columns * depth, 0.01), panel(rows * columns, 0)];
  const runsMs: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const start = performance.now();
    machine.run('microKernel', 1, [a, b, c, depth, REPETITIONS]);
    runsMs.push(performance.now() - start);
  }
  for (const address of [a, b, c]) machine.heap.release(address);
  return { gflops: (2 * rows * columns * depth * REPETITIONS) / (1e6 * quantile(runsMs, 0.5)) };
}
