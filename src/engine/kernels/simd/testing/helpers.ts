import { Helper, SCRATCH_BYTES } from '../layout.ts';
import type { Machine } from '../machine.ts';
import { helpersOf, scratchOf } from '../threads.ts';

const LOOK_MS = 5;
const PAINT = 0x5a17ed00;

/** Helpers that are ready to take chunks. */
export function countServing({ memory }: Machine): number {
  return helpersOf(memory).filter((state) => state % 4 === Helper.serving).length;
}

/**
 * Waits until every helper is ready to take chunks: one that is still starting takes none, and a test of many threads
 * would be one of a single thread.
 */
export async function allServing(machine: Machine): Promise<void> {
  while (countServing(machine) < machine.threads - 1) await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
}

/** Helpers that took chunks of some work, by their index; seen by what it leaves in their scratch memory. */
export function helpersAtWork(machine: Machine, work: () => void): number[] {
  const all = Array.from({ length: machine.threads - 1 }, (_, i) => i + 1);
  const scratchWords = (index: number): Int32Array => machine.wordsAt(scratchOf(index), SCRATCH_BYTES / 4);
  for (const index of all) scratchWords(index).fill(PAINT);
  work();
  return all.filter((index) => scratchWords(index).some((word) => word !== PAINT));
}
