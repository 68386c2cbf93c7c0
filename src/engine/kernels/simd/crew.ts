import type { CompiledKernels } from './builds.ts';
import { Control, Helper, MAX_HELPERS } from './layout.ts';
import { controlOf, helpersOf, type KernelThread, type StartKernelThread } from './threads.ts';

/** How long one look at a helper that was dismissed takes, and how many looks it gets. */
const LOOK_MS = 20;
const LOOKS = 100;

interface Member {
  readonly thread: KernelThread;
  readonly slot: number;
}

/**
 * The helper threads of a machine. A helper is asked to go and says that it has, since a thread that is ended amid a
 * chunk would leave it undone. To be changed only between tasks.
 */
export class Crew {
  private readonly members: Member[] = [];
  private readonly states: Int32Array;
  private readonly control: Int32Array;
  /** Words whose helpers have gone. */
  private readonly free: number[] = [];
  private used = 0;

  constructor(
    private readonly kernels: CompiledKernels,
    private readonly startThread: StartKernelThread,
  ) {
    this.states = helpersOf(kernels.memory);
    this.control = controlOf(kernels.memory);
  }

  get size(): number {
    return this.members.length;
  }

  resize(wanted: number): void {
    while (this.members.length > wanted) this.dismiss(this.members.pop()!);
    while (this.members.length < wanted && (this.free.length > 0 || this.used < MAX_HELPERS)) {
      const { module, memory } = this.kernels;
      const slot = this.free.pop() ?? this.used++;
      const thread = this.startThread({ module, memory, index: this.members.length + 1, slot });
      this.members.push({ thread, slot });
    }
  }

  /** Ends all threads without waiting for any: one of them does not answer. */
  abandon(): void {
    Atomics.store(this.control, Control.open, 0);
    for (const { thread, slot } of this.members.splice(0)) {
      Atomics.store(this.states, slot, Helper.dismissed);
      thread.terminate();
    }
  }

  private dismiss({ thread, slot }: Member): void {
    const { states, control } = this;
    const before = Atomics.compareExchange(states, slot, Helper.awaited, Helper.dismissed);
    if (before === Helper.serving) {
      Atomics.store(states, slot, Helper.dismissed);
      // It may fall asleep just after it was woken: hence more than one look.
      for (let look = 0; look < LOOKS && Atomics.load(states, slot) === Helper.dismissed; look++) {
        Atomics.notify(control, Control.open);
        Atomics.wait(states, slot, Helper.dismissed, LOOK_MS);
      }
    }
    // The word of one that had not begun stays as it is: it may still begin, and then sees that it is not wanted.
    if (Atomics.compareExchange(states, slot, Helper.gone, Helper.awaited) === Helper.gone) this.free.push(slot);
    thread.terminate();
  }
}
