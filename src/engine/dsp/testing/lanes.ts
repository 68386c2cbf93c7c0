import { LANES, type KernelMemory } from '../kernel-memory.ts';

/** Writes up to LANES columns of equal length to [rows][LANES] at `address`. */
export function writeLanes(memory: KernelMemory, address: number, columns: readonly ArrayLike<number>[]): void {
  columns.forEach((column, lane) => {
    for (let i = 0; i < column.length; i++) memory.floats[address / 4 + LANES * i + lane] = column[i]!;
  });
}

export function readLane(memory: KernelMemory, address: number, rows: number, lane: number): Float32Array {
  return Float32Array.from({ length: rows }, (_, i) => memory.floats[address / 4 + LANES * i + lane]!);
}
