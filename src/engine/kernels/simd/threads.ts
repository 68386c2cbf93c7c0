import {
  ARGUMENTS_ADDRESS,
  Control,
  CONTROL_ADDRESS,
  FAILURE_ADDRESS,
  Helper,
  HELPERS_ADDRESS,
  MAX_FAILURE_BYTES,
  MAX_THREADS,
  SCRATCH_ADDRESS,
  SCRATCH_BYTES,
} from './layout.ts';

/** A task of the kernels: (address of its arguments, chunk, address of the thread's scratch memory). */
export type Task = (args: number, chunk: number, scratch: number) => void;

/** What a helper thread is started with. */
export interface KernelThreadData {
  readonly module: WebAssembly.Module;
  /** Shared. */
  readonly memory: WebAssembly.Memory;
  /** Its place among the threads; 1 for the first helper. */
  readonly index: number;
  /** Whether it is still wanted is seen by this: see {@link Helper}. */
  readonly ticket: number;
}

/** A helper thread, whichever kind. */
export interface KernelThread {
  terminate(): void;
}

/**
 * Starts a thread that calls {@link serveKernels} with the data.
 * @param onFailure to be told why, for developers, when it cannot start or has ended; throwing says the same
 */
export type StartKernelThread = (data: KernelThreadData, onFailure: (detail: string) => void) => KernelThread;

/** Looks at the control words before a thread goes to sleep: about 50 microseconds, the time between two tasks. */
const SPINS = 4_000;

/** The control words of a memory. */
export function controlOf(memory: WebAssembly.Memory): Int32Array {
  return new Int32Array(memory.buffer, CONTROL_ADDRESS, 8);
}

/** The states of the helpers of a memory, by their index. */
export function helpersOf(memory: WebAssembly.Memory): Int32Array {
  return new Int32Array(memory.buffer, HELPERS_ADDRESS, MAX_THREADS);
}

/** The tasks of a module by their place in an order that every thread agrees on. */
export function tasksOf({ exports }: WebAssembly.Instance): { readonly names: string[]; readonly tasks: Task[] } {
  const named = Object.entries(exports).filter(([, value]) => typeof value === 'function');
  named.sort(([a], [b]) => (a < b ? -1 : 1));
  return { names: named.map(([name]) => name), tasks: named.map(([, task]) => task as Task) };
}

/**
 * Takes a chunk of the task under way and does it. What it throws is noted, so that whoever waits does not wait for ever.
 * @returns whether there was one
 */
export function takeChunk(control: Int32Array, tasks: readonly Task[], scratch: number): boolean {
  for (;;) {
    const open = Atomics.load(control, Control.open);
    if (open <= 0) return false;
    if (Atomics.compareExchange(control, Control.open, open, open - 1) !== open) continue;
    try {
      // Read after the chunk was taken: while it is not done, the task cannot change.
      tasks[Atomics.load(control, Control.task)]!(ARGUMENTS_ADDRESS, open - 1, scratch);
    } catch (thrown) {
      if (Atomics.compareExchange(control, Control.failed, 0, 1) === 0) noteFailure(control, thrown);
    }
    Atomics.add(control, Control.done, 1);
    Atomics.notify(control, Control.done);
    return true;
  }
}

/** Leaves the message where {@link failureOf} finds it: it may be another thread that tells. */
function noteFailure({ buffer }: Int32Array, thrown: unknown): void {
  const text = new TextEncoder().encode(thrown instanceof Error ? thrown.message : String(thrown));
  const kept = text.subarray(0, MAX_FAILURE_BYTES);
  new Int32Array(buffer, FAILURE_ADDRESS, 1)[0] = kept.length;
  new Uint8Array(buffer, FAILURE_ADDRESS + 4, kept.length).set(kept);
}

/** Why a chunk of the last task failed; once all are done. */
export function failureOf({ buffer }: Int32Array): string {
  const length = new Int32Array(buffer, FAILURE_ADDRESS, 1)[0]!;
  // Text is not decoded from memory that is shared.
  return new TextDecoder().decode(new Uint8Array(buffer, FAILURE_ADDRESS + 4, length).slice());
}

/** The life of a helper thread: does chunks, sleeps where there are none, until it is dismissed. */
export function serveKernels({ module, memory, index, ticket }: KernelThreadData): void {
  const { tasks } = tasksOf(new WebAssembly.Instance(module, { env: { memory } }));
  const control = controlOf(memory);
  const states = helpersOf(memory);
  const scratch = scratchOf(index);
  const serving = ticket + Helper.serving;
  if (Atomics.compareExchange(states, index, ticket, serving) !== ticket) return;
  for (;;) {
    for (let spins = 0; spins < SPINS; spins++) {
      if (Atomics.load(states, index) !== serving) {
        Atomics.compareExchange(states, index, ticket + Helper.dismissed, ticket + Helper.gone);
        Atomics.notify(states, index);
        return;
      }
      if (takeChunk(control, tasks, scratch)) spins = 0;
    }
    Atomics.wait(control, Control.open, 0);
  }
}

/** Address of the scratch memory of a thread; 0 is the one that owns the memory. */
export function scratchOf(index: number): number {
  return SCRATCH_ADDRESS + index * SCRATCH_BYTES;
}
