import { answerWith } from '../contestants/answer.ts';
import type { Contestant } from '../contestants/contestant.ts';

const KILOBYTES_A_MB = 1024;

/** Lets a contestant answer from this process. */
export function answerFromProcess(contestant: Contestant): void {
  const answer = answerWith(contestant, () => process.resourceUsage().maxRSS / KILOBYTES_A_MB);
  process.on('message', ({ id, call, argument }: { id: number; call: string; argument: unknown }) => {
    answer(call, argument).then(
      (value) => process.send?.({ id, value }),
      (thrown: unknown) => process.send?.({ id, error: thrown instanceof Error ? thrown.message : String(thrown) }),
    );
  });
}
