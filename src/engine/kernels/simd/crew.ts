import type { CompiledKernels } from './builds.ts';
import { Control, Helper } from './layout.ts';
import { controlOf, helpersOf, type KernelThread, type StartKernelThread } from './threads.ts';

/** How long one look at a helper that was dismissed takes, and how many looks it gets. */
const LOOK_MS = 20;
const LOOKS = 100;

interface Member {
  readonly thread: KernelThread;
  readonly index: number;
  readonly ticket: number;
}

/**
 * The helper threads of a machine. A helper is asked to go and says that it has, since a thread that is ended amid a
 * chunk would leave it undone. To be changed only between tasks.
 */
export class Crew {
  private readonly members: Member[] = [];
  private readonly states: Int32Array;
  private readonly control: Int32Array;
  private lastTicket = 0;

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
    while (this.members.length < wanted) {
      const { module, memory } = this.kernels;
      const index = this.members.length + 1;
      const ticket = (this.lastTicket += 4);
      Atomics.store(this.states, index, ticket + Helper.awaited);
      this.members.push({ thread: this.startThread({ module, memory, index, ticket }), index, ticket });
    }
  }

  /** Ends all threads without waiting for any: one of them does not answer. */
  abandon(): void {
    Atomics.store(this.control, Control.open, 0);
    for (const { thread, index, ticket } of this.members.splice(0)) {
      Atomics.store(this.states, index, ticket + Helper.dismissed);
      thread.terminate();
    }
  }

  private dismiss({ thread, index, ticket }: Member): void {
    const { states, control } = this;
    const dismissed = ticket + Helper.dismissed;
    if (Atomics.exchange(states, index, dismissed) === ticket + Helper.serving) {
      // It may fall asleep just after it was woken: hence more than one look.
      for (let look = 0; look < LOOKS && Atomics.load(states, index) === dismissed; look++) {
        Atomics.notify(control, Control.open);
        Atomics.wait(states, index, dismissed, LOOK_MS);
      }
    }
    thread.terminate();
  }
}
