import type { TrainEvent } from '../engine/train/events.ts';
import type { TrainEnvelope } from './train-envelope.ts';

/** Ten batches a second at most. */
const INTERVAL_MS = 100;

/** Puts events into envelopes and sends them together; nothing is lost, nothing changes order. */
export class EventBatcher {
  private waiting: TrainEnvelope[] = [];
  private seq = 0;
  private sentAt = -Infinity;
  private timer: ReturnType<typeof setTimeout> | null = null;

  constructor(
    private readonly runId: string,
    private readonly trainingId: string,
    private readonly send: (batch: readonly TrainEnvelope[]) => void,
  ) {}

  /** Events taken so far. */
  get count(): number {
    return this.seq;
  }

  push(event: TrainEvent): void {
    this.waiting.push({ runId: this.runId, trainingId: this.trainingId, seq: this.seq++, event });
    if (this.timer !== null) return;
    const wait = this.sentAt + INTERVAL_MS - performance.now();
    if (wait <= 0) this.flush();
    else this.timer = setTimeout(() => this.flush(), wait);
  }

  /** Sends what waits: before a call returns whose caller must have seen it. */
  flush(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    if (this.waiting.length === 0) return;
    const batch = this.waiting;
    this.waiting = [];
    this.sentAt = performance.now();
    this.send(batch);
  }
}
