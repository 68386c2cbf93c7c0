import { answerWith } from '../contestants/answer.ts';
import type { Contestant } from '../contestants/contestant.ts';
import type { PageReply } from '../seats/bench-page.ts';

/** What a worker has of its own; the page's types know only windows. */
interface WorkerScope {
  postMessage(reply: PageReply): void;
  onmessage: ((event: MessageEvent<{ call: string; argument: unknown }>) => void) | null;
}

const BYTES_A_MB = 2 ** 20;

/**
 * Lets a contestant answer from this worker.
 * @param peakBytes of its tensors so far, where the library tells
 */
export function answerFromWorker(contestant: Contestant, peakBytes: (() => number) | null): void {
  const scope = globalThis as unknown as WorkerScope;
  const peakMemoryMb = (): number | null => {
    const bytes = peakBytes?.() ?? 0;
    return bytes === 0 ? null : bytes / BYTES_A_MB;
  };
  const answer = answerWith(contestant, peakMemoryMb);
  scope.onmessage = ({ data: { call, argument } }) => {
    answer(call, argument).then(
      (value) => scope.postMessage({ value }),
      (thrown: unknown) => scope.postMessage({ error: thrown instanceof Error ? thrown.message : String(thrown) }),
    );
  };
}
