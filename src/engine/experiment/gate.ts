/** What a driver of a training is let do next. */
export type Pass = 'run' | 'step' | 'stop';

/** Holds the drivers of all trainings while a run is paused; lets each do one step, or go on, or end. */
export class Gate {
  private mode: 'open' | 'closed' | 'stopped' = 'open';
  private waiting: ((pass: Pass) => void)[] = [];

  constructor(open: boolean) {
    if (!open) this.mode = 'closed';
  }

  get isOpen(): boolean {
    return this.mode === 'open';
  }

  get isStopped(): boolean {
    return this.mode === 'stopped';
  }

  wait(): Promise<Pass> {
    if (this.mode === 'open') return Promise.resolve('run');
    if (this.mode === 'stopped') return Promise.resolve('stop');
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  open(): void {
    this.mode = 'open';
    this.release('run');
  }

  close(): void {
    if (this.mode === 'open') this.mode = 'closed';
  }

  /** Lets every driver that waits do one step. */
  step(): void {
    this.release('step');
  }

  stop(): void {
    this.mode = 'stopped';
    this.release('stop');
  }

  private release(pass: Pass): void {
    const { waiting } = this;
    this.waiting = [];
    for (const go of waiting) go(pass);
  }
}
