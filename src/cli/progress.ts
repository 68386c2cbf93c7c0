import type { RunEvent } from '../engine/experiment/run-events.ts';

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
            `${event.backend.name}, ${event.backend.threads === 1 ? 'one thread' : `${event.backend.threads} threads`}`,
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

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
