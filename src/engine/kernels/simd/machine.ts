import { StudioError } from '../../core/errors.ts';
import { compileKernels, type CompiledKernels, type KernelBuild } from './builds.ts';
import { Heap } from './heap.ts';
import { Crew } from './crew.ts';
import { ARGUMENTS_ADDRESS, Control, MAX_ARGUMENTS, MAX_THREADS } from './layout.ts';
import { controlOf, failureOf, scratchOf, takeChunk, tasksOf, type StartKernelThread } from './threads.ts';

/** How long the owner waits for a chunk that a helper has taken before it looks again. */
const WAIT_MS = 1_000;
/** Looks before it sleeps. */
const SPINS = 20_000;
/**
 * After so many waits in vain on end the helpers are taken for dead. Waits, not time: a machine that was asleep for an
 * hour has waited once.
 */
const PATIENCE_WAITS = 60;

const bits = new DataView(new ArrayBuffer(4));

/** A float32 as the 32-bit word that a task takes for it. */
export function float(value: number): number {
  bits.setFloat32(0, value);
  return bits.getInt32(0);
}

/** A trap in a kernel is a mistake of ours: with a code, so that nobody takes its words for those of refused memory. */
function kernelFailed(task: string, why: string): StudioError {
  const detail = `the kernel ${task} failed: ${why}`;
  return new StudioError('internal', { detail }, detail);
}

/** The kernels with their memory and threads: runs tasks, chunk by chunk. */
export class Machine {
  readonly build: KernelBuild;
  readonly memory: WebAssembly.Memory;
  readonly heap: Heap;
  private readonly control: Int32Array;
  private readonly words: Int32Array;
  private readonly numberOf: ReadonlyMap<string, number>;
  private readonly tasks: ReturnType<typeof tasksOf>['tasks'];
  private readonly crew: Crew | null;
  private isAlone = false;
  /** Called by {@link run}, where this thread can be held up without another waiting for it amid a task. */
  betweenTasks: (() => void) | null = null;

  private constructor(
    kernels: CompiledKernels,
    instance: WebAssembly.Instance,
    startThread: StartKernelThread | null,
    private readonly waitMs: number,
  ) {
    this.build = kernels.build;
    this.memory = kernels.memory;
    this.heap = new Heap(kernels.memory, kernels.maximumPages);
    const { names, tasks } = tasksOf(instance);
    this.tasks = tasks;
    this.numberOf = new Map(names.map((name, number) => [name, number]));
    this.control = controlOf(kernels.memory);
    this.crew = startThread && new Crew(kernels, startThread);
    this.words = new Int32Array(kernels.memory.buffer, ARGUMENTS_ADDRESS, MAX_ARGUMENTS);
  }

  /**
   * @param startThread starts helpers on a shared memory; null where that cannot be: then there is one thread
   * @param build for tests; the best one by default
   * @param waitMs of a single wait for a helper, of which there are 60
   */
  static async create(startThread: StartKernelThread | null, build?: KernelBuild, waitMs = WAIT_MS): Promise<Machine> {
    const kernels = await compileKernels(build);
    const instance = await WebAssembly.instantiate(kernels.module, { env: { memory: kernels.memory } });
    return new Machine(kernels, instance, kernels.build === 'unshared' ? null : startThread, waitMs);
  }

  /** Threads that share the work, this one included. */
  get threads(): number {
    return this.isAlone ? 1 : 1 + (this.crew?.size ?? 0);
  }

  /** Does work on this thread alone; the helpers sleep meanwhile. */
  async alone<T>(work: () => Promise<T>): Promise<T> {
    this.isAlone = true;
    try {
      return await work();
    } finally {
      this.isAlone = false;
    }
  }

  /** Starts or dismisses helpers; at most 16 threads, one where memory cannot be shared. See {@link begun}. */
  setThreads(wanted: number): void {
    this.crew?.resize(Math.max(0, Math.min(MAX_THREADS, wanted) - 1));
  }

  /** Resolves when all helpers are at work or known to have failed: from then on {@link threads} is what there is. */
  async begun(): Promise<void> {
    await this.crew?.begun();
  }

  /** Why helpers that were wanted are not there, one entry each; for developers. */
  get failures(): readonly string[] {
    return this.crew?.failures ?? [];
  }

  /** 32-bit words of the memory, to be written before a task reads them. */
  wordsAt(address: number, count: number): Int32Array {
    return new Int32Array(this.memory.buffer, address, count);
  }

  /**
   * Runs a task and waits for it.
   * @param chunks parts that may run on any thread in any order
   * @param args 32-bit words: addresses, counts, floats by {@link float}
   */
  run(task: string, chunks: number, args: readonly number[]): void {
    const number = this.numberOf.get(task);
    if (number === undefined) throw new RangeError(`no kernel ${task}`);
    if (args.length > MAX_ARGUMENTS) throw new RangeError(`${task} has ${args.length} arguments`);
    // Alone, it leaves the other processors free as it is, and is being timed.
    if (!this.isAlone) this.betweenTasks?.();
    this.words.set(args);
    if (this.threads === 1 || chunks === 1) this.runAlone(task, number, chunks);
    else this.share(task, number, chunks);
  }

  private runAlone(task: string, number: number, chunks: number): void {
    const run = this.tasks[number]!;
    try {
      for (let chunk = 0; chunk < chunks; chunk++) run(ARGUMENTS_ADDRESS, chunk, scratchOf(0));
    } catch (thrown) {
      throw kernelFailed(task, thrown instanceof Error ? thrown.message : String(thrown));
    }
  }

  private share(task: string, number: number, chunks: number): void {
    const { control, tasks } = this;
    Atomics.store(control, Control.task, number);
    Atomics.store(control, Control.done, 0);
    Atomics.store(control, Control.failed, 0);
    Atomics.store(control, Control.open, chunks);
    Atomics.notify(control, Control.open, Math.min(this.threads - 1, chunks - 1));
    while (takeChunk(control, tasks, scratchOf(0)));
    let spins = 0;
    let inVain = 0;
    for (let done = Atomics.load(control, Control.done); done < chunks; done = Atomics.load(control, Control.done)) {
      if (spins++ < SPINS) continue;
      inVain = Atomics.wait(control, Control.done, done, this.waitMs) === 'timed-out' ? inVain + 1 : 0;
      if (inVain === PATIENCE_WAITS) {
        // One that is only late must not write into what comes after.
        this.crew?.abandon();
        throw new StudioError('train/worker-died', { detail: 'a kernel thread does not answer' });
      }
    }
    if (Atomics.load(control, Control.failed) !== 0) throw kernelFailed(task, failureOf(control));
  }
}
