/** Where one contestant sits: a worker of a page or a process of its own. Idle between calls. */
export interface Seat {
  /**
   * Asks for one thing and waits for the answer.
   * @throws Error with what the contestant threw, when it died, or when it took longer than `timeoutMs`
   */
  ask(call: string, argument: unknown, timeoutMs: number): Promise<unknown>;
  close(): Promise<void>;
}

/** One answer on its way back. */
export interface Reply {
  readonly id: number;
  readonly value?: unknown;
  readonly error?: string;
}

/** Calls that wait for their answers, over any channel. */
export class PendingCalls {
  private nextId = 1;
  private death: Error | null = null;
  private readonly waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();

  /** Sends one call; a call that takes too long rejects and ends the seat, as nothing else can stop it. */
  async ask(
    send: (request: { id: number; call: string; argument: unknown }) => void,
    call: string,
    argument: unknown,
    timeoutMs: number,
    end: () => Promise<void>,
  ): Promise<unknown> {
    if (this.death) throw this.death;
    const id = this.nextId++;
    let timer: ReturnType<typeof setTimeout> | undefined;
    try {
      return await new Promise((resolve, reject) => {
        this.waiting.set(id, { resolve, reject });
        timer = setTimeout(() => {
          this.died(`no answer within ${Math.round(timeoutMs / 1000)} s`);
          void end();
        }, timeoutMs);
        send({ id, call, argument });
      });
    } finally {
      clearTimeout(timer);
      this.waiting.delete(id);
    }
  }

  settle({ id, value, error }: Reply): void {
    const call = this.waiting.get(id);
    if (error === undefined) call?.resolve(value);
    else call?.reject(new Error(error));
  }

  /** Rejects what waits and all that comes. */
  died(reason: string): void {
    this.death ??= new Error(reason);
    for (const { reject } of this.waiting.values()) reject(this.death);
  }
}
