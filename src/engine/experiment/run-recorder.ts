import type { Checkpoint } from '../train/checkpoint.ts';
import type { TrainEvent } from '../train/events.ts';
import type { BackendReport } from '../train/trainer.ts';
import { metricsOf } from './metrics-of.ts';
import type { CurvePoint, TurnedKnob } from './report.ts';
import type { RunEvent } from './run-events.ts';
import type { FinishedSeed, FinishedTraining, RunSnapshot } from './snapshot.ts';

/** Keeps what the report and a later resumption need, as the events pass by. */
export class RunRecorder {
  readonly curves: CurvePoint[] = [];
  readonly finishedSeeds: FinishedSeed[] = [];
  finished: Record<string, FinishedTraining> = {};
  checkpoints: Record<string, Checkpoint> = {};
  knobs: Record<string, Readonly<Record<string, number>>> = {};
  backend: BackendReport | null = null;
  private events: RunEvent[] = [];

  constructor(
    private readonly identity: Pick<RunSnapshot, 'runId' | 'experiment' | 'datasetFingerprint' | 'seeds'>,
    resume: RunSnapshot | null,
  ) {
    if (!resume) return;
    this.finishedSeeds.push(...resume.finishedSeeds);
    this.finished = { ...resume.finished };
    this.checkpoints = { ...resume.checkpoints };
    this.knobs = { ...resume.knobs };
    this.backend = resume.backend;
    const seed = this.seedUnderWay();
    const known = (id: string, step: number): boolean =>
      id in this.finished || step <= (this.checkpoints[id]?.step ?? -1);
    // What a training did after its last checkpoint will be done again.
    this.curves.push(...resume.curves.filter((point) => point.seed !== seed || known(point.model, point.step)));
    this.events = resume.events.filter(
      (event) =>
        event.kind !== 'train' ||
        event.seed !== seed ||
        !('step' in event.event) ||
        known(event.trainingId, event.event.step),
    );
  }

  /** Of a resumed run, to be shown again. */
  get past(): readonly RunEvent[] {
    return this.events;
  }

  /** Whether the view has been told of this seed, maybe before an interruption. */
  hasBegun(seed: number): boolean {
    return this.events.some((event) => event.kind === 'seed-started' && event.seed === seed);
  }

  note(event: RunEvent): void {
    // What a run that goes on would contradict is not told again.
    if (
      event.kind === 'not-kept' ||
      event.kind === 'moved' ||
      event.kind === 'run-failed' ||
      event.kind === 'run-paused' ||
      event.kind === 'run-resumed' ||
      event.kind === 'features'
    )
      return;
    if (event.kind === 'train') {
      const { event: inner, trainingId, seed } = event;
      if (inner.kind === 'checkpoint') this.checkpoints[trainingId] = inner.checkpoint;
      if (inner.kind === 'evaluated') this.curves.push(...pointsOf(seed, trainingId, inner));
      if (inner.kind !== 'evaluated' && inner.kind !== 'knob' && inner.kind !== 'started' && inner.kind !== 'finished')
        return;
    }
    this.events.push(event);
  }

  turnKnob(id: string, key: string, value: number): void {
    this.knobs[id] = { ...this.knobs[id], [key]: value };
  }

  /** Every turn that changed a training of this seed; a resumed training is told its knobs again. */
  turnedIn(seed: number): TurnedKnob[] {
    const turned: TurnedKnob[] = [];
    for (const event of this.events) {
      if (event.kind !== 'train' || event.seed !== seed || event.event.kind !== 'knob') continue;
      const { step, key, value } = event.event;
      const last = turned.findLast((turn) => turn.model === event.trainingId && turn.key === key);
      if (last?.value !== value) turned.push({ model: event.trainingId, step, key, value });
    }
    return turned;
  }

  endTraining(id: string, finished: FinishedTraining): void {
    this.finished[id] = finished;
    delete this.checkpoints[id];
  }

  endSeed(seed: FinishedSeed): void {
    this.finishedSeeds.push(seed);
    this.finished = {};
    this.checkpoints = {};
    this.knobs = {};
  }

  snapshot(secondsSpent: number): RunSnapshot {
    return {
      version: 1,
      ...this.identity,
      finishedSeeds: this.finishedSeeds,
      finished: this.finished,
      checkpoints: this.checkpoints,
      knobs: this.knobs,
      curves: this.curves,
      events: this.events,
      backend: this.backend,
      secondsSpent,
    };
  }

  private seedUnderWay(): number | null {
    return this.identity.seeds[this.finishedSeeds.length] ?? null;
  }
}

function pointsOf(seed: number, model: string, event: Extract<TrainEvent, { kind: 'evaluated' }>): CurvePoint[] {
  const { scores, step } = event;
  const point = (metric: string, value: number): CurvePoint => ({ seed, model, step, metric, value });
  return [
    point('loss', event.loss),
    ...(event.distillationLoss === null ? [] : [point('distillationLoss', event.distillationLoss)]),
    ...Object.entries<number>(metricsOf(scores)).map(([metric, value]) => point(metric, value)),
  ];
}
