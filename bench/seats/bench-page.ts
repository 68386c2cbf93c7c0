/** What the page of the benchmark lets its driver do; it is `globalThis.bench`. */
export interface BenchPage {
  /** Starts a fresh worker for a library; returns its seat. */
  open(library: string): number;
  ask(seat: number, call: string, argument: unknown): Promise<PageReply>;
  close(seat: number): void;
}

export interface PageReply {
  readonly value?: unknown;
  readonly error?: string;
}
