import { answerWith } from '../contestants/answer.ts';
import type { Contestant } from '../contestants/contestant.ts';
import { peakMemoryMb } from './peak-memory.ts';

/** Lets a contestant answer from this process. */
export function answerFromProcess(contestant: Contestant): void {
  const answer = answerWith(contestant, peakMemoryMb);
  process.on('message', ({ id, call, argument }: { id: number; call: string; argument: unknown }) => {
    answer(call, argument).then(
      (value) => process.send?.({ id, value }),
      (thrown: unknown) => process.send?.({ id, error: thrown instanceof Error ? thrown.message : String(thrown) }),
    );
  });
}
