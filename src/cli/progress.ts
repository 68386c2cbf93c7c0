import type { RunEvent } from '../engine/experiment/run-events.ts';
import type { BackendReport } from '../engine/train/trainer.ts';

/** Tells on stderr what happens: one line an evaluation, so that a log stays readable. */
export function progressTo(stream: NodeJS.WritableStream): (event: RunEvent) => void {
  const line = (text: string): void => void stream.write(`${text}\n`);
  return (event) => {
    switch (event.kind) {
      case 'seed-started':
        return line(`seed ${event.seed}`);
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
            `${trainingId}: step ${inner.step}, validation accuracy ${percent(inner.scores.accuracy)}, ` +
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

function threadsOf({ threads, missingThreads }: BackendReport): string {
  const running = threads === 1 ? 'one thread' : `${threads} threads`;
  return missingThreads === 0 ? running : `${running} (${missingThreads} more could not be started)`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
