import { groupBy } from '../engine/core/group-by.ts';
import type { SkippedFile } from '../engine/data/dataset.ts';
import { largeVocabulary } from '../engine/data/symbols/vocabulary.ts';
import type { RunEvent } from '../engine/experiment/run-events.ts';
import { isErrorScores } from '../engine/metrics/score-kinds.ts';
import type { Scores } from '../engine/train/events.ts';
import type { BackendReport } from '../engine/train/trainer.ts';

/** Tells on stderr what happens: one line an evaluation, so that a log stays readable. */
export function progressTo(stream: Pick<NodeJS.WritableStream, 'write'>): (event: RunEvent) => void {
  const line = (text: string): void => void stream.write(`${text}\n`);
  return (event) => {
    switch (event.kind) {
      case 'seed-started':
        return line(`seed ${event.seed}`);
      case 'sentences': {
        const { vocabulary, leftOut, unknown } = event.sentences;
        line(
          `${vocabulary.symbols.length} ${vocabulary.unit}: ${vocabulary.symbols.slice(0, SYMBOLS_SHOWN).join(' ')}`,
        );
        for (const [reason, files] of countBy(leftOut)) line(`left out, ${reason}: ${files}`);
        if (unknown.length > 0) line(`never in training: ${unknown.map(({ symbol }) => symbol).join(' ')}`);
        const large = largeVocabulary(vocabulary, 1);
        if (large) line(`a vocabulary of ${large.symbols}: its output layer takes most of the time of a small net`);
        return;
      }
      case 'phones': {
        const { symbols, scored, frames, leftOut, unknown } = event.phones;
        line(`${symbols.length} phones, ${scored.length} scored; frames to learn from: ${frames.train}`);
        for (const [reason, files] of countBy(leftOut)) line(`left out, ${reason}: ${files}`);
        if (unknown.length > 0) line(`never in training: ${unknown.map(({ symbol }) => symbol).join(' ')}`);
        return;
      }
      case 'training-ready':
        return line(
          `${event.trainingId}: ${event.cost.parameters} parameters, ${event.labels} labels, ` +
            `${event.backend.name}, ${threadsOf(event.backend)}`,
        );
      case 'train': {
        const { event: inner, trainingId } = event;
        if (inner.kind === 'evaluated') {
          const distance =
            inner.distillationLoss === null ? '' : `, distance to teacher ${inner.distillationLoss.toFixed(3)}`;
          line(
            `${trainingId}: step ${inner.step}, validation ${told(inner.scores)}, ` +
              `loss ${inner.loss.toFixed(3)}${distance}`,
          );
        } else if (inner.kind === 'finished') line(`${trainingId}: best step ${inner.bestStep} of ${inner.step}`);
        return;
      }
      default:
        return;
    }
  };
}

const SYMBOLS_SHOWN = 60;

function countBy(skipped: readonly SkippedFile[]): [string, number][] {
  return [...groupBy(skipped, ({ reason }) => reason)].map(([reason, files]) => [reason, files.length]);
}

function told(scores: Scores): string {
  if (!isErrorScores(scores)) return `accuracy ${percent(scores.accuracy)}`;
  const rates = Object.entries(scores.errorRates);
  return rates.map(([name, rate]) => `${name.toUpperCase()} ${percent(rate)}`).join(', ');
}

function threadsOf({ threads, missingThreads }: BackendReport): string {
  const running = threads === 1 ? 'one thread' : `${threads} threads`;
  return missingThreads === 0 ? running : `${running} (${missingThreads} more could not be started)`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
