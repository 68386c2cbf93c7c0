/** What a driver of a training is let do next. */
export type Pass = 'run' | 'step' | 'stop';

/** Holds the drivers of all trainings while a run is paused; lets each do one step, or go on, or end. */
export class Gate {
  private mode: 'open' | 'closed' | 'stopped';
  private steps = 0;
  private waiting: { readonly taken: number; readonly go: (pass: Pass) => void }[] = [];

  constructor(open: boolean) {
    this.mode = open ? 'open' : 'closed';
  }

  get isOpen(): boolean {
    return this.mode === 'open';
  }

  get isStopped(): boolean {
    return this.mode === 'stopped';
  }

  /** Steps granted so far: those that a driver has taken are counted against it. */
  get granted(): number {
    return this.steps;
  }

  /** @param taken how many of the steps granted the caller has taken; one that it missed while it got ready is given now */
  wait(taken: number): Promise<Pass> {
    if (this.mode === 'open') return Promise.resolve('run');
    if (this.mode === 'stopped') return Promise.resolve('stop');
    if (taken < this.steps) return Promise.resolve('step');
    return new Promise((go) => this.waiting.push({ taken, go }));
  }

  open(): void {
    this.mode = 'open';
    this.release('run');
  }

  close(): void {
    if (this.mode === 'open') this.mode = 'closed';
  }

  /** Grants every driver one step. */
  step(): void {
    this.steps++;
    this.release('step');
  }

  stop(): void {
    this.mode = 'stopped';
    this.release('stop');
  }

  private release(pass: Pass): void {
    const { waiting } = this;
    this.waiting = [];
    for (const { go } of waiting) go(pass);
  }
}
