import { getBackend } from '@tensorflow/tfjs-core';
import { simd } from '../../../src/engine/kernels/simd/backend.ts';

/** The micro-kernel's tile, and a depth at which both panels lie in the nearest cache. */
const TILE = { rows: 4, columns: 8, depth: 256 } as const;
/** About a millisecond on each thread: short enough for the machine to be the same before, in and after a step. */
const CHUNKS_A_THREAD = 16;
/** A chunk. */
const REPETITIONS = 250;
const FLOPS = 2 * TILE.rows * TILE.columns * TILE.depth * REPETITIONS * CHUNKS_A_THREAD;

/**
 * What the plain micro-kernel of the matrix product reaches alone, on data in the nearest cache, on all threads of the
 * backend in use.
 * @returns measures it once, in GFLOP/s; undefined where the backend has none of ours
 */
export function microKernelGflops(): (() => number) | undefined {
  if (getBackend() !== 'simd') return undefined;
  const { machine } = simd();
  const panel = (length: number): number => {
    const address = machine.heap.allocate(4 * length);
    new Float32Array(machine.memory.buffer, address, length).fill(0.01);
    return address;
  };
  const args = [panel(TILE.rows * TILE.depth), panel(TILE.columns * TILE.depth), TILE.depth, REPETITIONS];
  return () => {
    const start = performance.now();
    machine.run('microKernel', CHUNKS_A_THREAD * machine.threads, args);
    return (FLOPS * machine.threads) / (1e6 * (performance.now() - start));
  };
}
