import type { CompiledKernels } from './builds.ts';
import { Control, Helper } from './layout.ts';
import { controlOf, helpersOf, type KernelThread, type StartKernelThread } from './threads.ts';

/** How long one look at a helper that was dismissed takes, and how many looks it gets. */
const LOOK_MS = 20;
const LOOKS = 100;

/** How long to wait between two looks at helpers that are on their way, and how many looks they get: half a minute. */
const BEGIN_LOOK_MS = 5;
const BEGIN_LOOKS = 6_000;

interface Member {
  readonly index: number;
  readonly ticket: number;
  /** Null when it could not even be asked to start. */
  thread: KernelThread | null;
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
  private whyDropped: string[] = [];

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

  /** Why helpers that were wanted by the last {@link resize} are not there, one entry each. */
  get failures(): readonly string[] {
    return this.whyDropped;
  }

  resize(wanted: number): void {
    this.whyDropped = [];
    while (this.members.length > wanted) this.dismiss(this.members.pop()!);
    for (let missing = wanted - this.members.length; missing > 0; missing--) this.start();
  }

  /** Resolves when every helper is at work, or has been dropped because it failed or did not begin within half a minute. */
  async begun(): Promise<void> {
    const waiting = (): Member[] =>
      this.members.filter(({ index, ticket }) => Atomics.load(this.states, index) === ticket + Helper.awaited);
    for (let look = 0; look < BEGIN_LOOKS && waiting().length > 0; look++)
      await new Promise<void>((resolve) => setTimeout(resolve, BEGIN_LOOK_MS));
    for (const member of waiting()) this.drop(member, 'it did not begin');
  }

  /** Ends all threads without waiting for any: one of them does not answer. */
  abandon(): void {
    Atomics.store(this.control, Control.open, 0);
    for (const { thread, index, ticket } of this.members.splice(0)) {
      Atomics.store(this.states, index, ticket + Helper.dismissed);
      thread?.terminate();
    }
  }

  private start(): void {
    const { module, memory } = this.kernels;
    let index = 1;
    while (this.members.some((member) => member.index === index)) index++;
    const ticket = (this.lastTicket += 4);
    Atomics.store(this.states, index, ticket + Helper.awaited);
    const member: Member = { index, ticket, thread: null };
    this.members.push(member);
    const failed = (detail: string): void => this.drop(member, detail);
    try {
      member.thread = this.startThread({ module, memory, index, ticket }, failed);
    } catch (thrown) {
      failed(thrown instanceof Error ? thrown.message : String(thrown));
    }
  }

  /** Goes on without a helper; one that was dismissed before fails unheard. */
  private drop(member: Member, detail: string): void {
    const at = this.members.indexOf(member);
    if (at < 0) return;
    this.members.splice(at, 1);
    Atomics.store(this.states, member.index, member.ticket + Helper.dismissed);
    member.thread?.terminate();
    this.whyDropped.push(detail);
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
    thread?.terminate();
  }
}
