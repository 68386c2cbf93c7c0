import type { Experiment, Training } from '../config/experiment.ts';
import { StudioError } from '../core/errors.ts';
import { nextTurn } from '../core/turn.ts';
import type { Dataset } from '../data/dataset.ts';
import type { BackendRequest, Trainer } from '../train/trainer.ts';
import { calmed } from './calmed.ts';
import type { FeatureProvider } from './feature-provider.ts';
import { Gate } from './gate.ts';
import { finishSeed, makeReport } from './make-report.ts';
import type { Report, ReportModel } from './report.ts';
import type { RunEvent } from './run-events.ts';
import { plannedOn, planRun, type RunPlan } from './plan-run.ts';
import { RunRecorder } from './run-recorder.ts';
import { SeedRun, type RunContext } from './seed-run.ts';
import type { RunSnapshot } from './snapshot.ts';
import { pairOf, type TrainedPair } from './trained-pair.ts';

/** What a run needs of its surroundings. */
export interface RunPorts {
  createTrainer(training: Training): Trainer;
  createFeatures(): FeatureProvider;
  readonly backend: BackendRequest;
  /** That the trainings may use together: no more of them run side by side, and each gets an equal share. */
  readonly threads: number;
  /** That the features of a run may take; as much as there is where it is not known. */
  readonly memoryBytes?: number;
  /** Of a portion, where they do not all fit; the same on all machines by default, as teachers' answers may hang on it. */
  readonly portionBytes?: number;
  /** Seconds, from any origin. */
  now(): number;
  onEvent(event: RunEvent): void;
  /** The nets of each seed as it ends. */
  onTrained?(pair: TrainedPair): void;
  /** Whenever there is something new to go on from. The promise settles, and never rejects, when it has been kept. */
  onSnapshot(snapshot: RunSnapshot): Promise<void>;
}

export interface RunRequest {
  readonly runId: string;
  readonly experiment: Experiment;
  readonly seeds: readonly number[];
  readonly dataset: Dataset;
  /** Made for this dataset and experiment, with what the ports give; made here where it is left out. */
  readonly plan?: RunPlan;
  /** Begins paused: the first thing asked for was a single step. */
  readonly paused?: boolean;
  readonly resume?: RunSnapshot | null;
}

/**
 * A whole experiment, seed after seed: teachers, then students side by side, then the verdict. Free of threads: the
 * ports say where trainings and features run.
 */
export class ExperimentRun {
  private readonly context: RunContext;
  private current: SeedRun | null = null;
  private isOver = false;
  /** Settles when the newest snapshot has been kept. */
  private kept: Promise<void> = Promise.resolve();
  private readonly startedAt: number;
  private readonly secondsBefore: number;

  /** @throws StudioError when the experiment cannot run on this dataset */
  constructor(
    readonly request: RunRequest,
    private readonly ports: RunPorts,
  ) {
    const { runId, experiment, seeds, resume = null } = request;
    const given = {
      memoryBytes: ports.memoryBytes ?? Infinity,
      threads: ports.threads,
      ...(ports.portionBytes !== undefined && { portionBytes: ports.portionBytes }),
    };
    const { task, dataset, plan, unlabelled, shape, memory } = plannedOn(
      request.dataset,
      request.plan ?? planRun(request.dataset, experiment, given),
    );
    const recorder = new RunRecorder(
      { runId, experiment, seeds, datasetFingerprint: request.dataset.fingerprint },
      resume,
    );
    this.startedAt = ports.now();
    this.secondsBefore = resume?.secondsSpent ?? 0;
    this.context = {
      runId,
      experiment,
      dataset,
      task,
      plan,
      unlabelled,
      shape,
      portioning: memory.portioning,
      ports,
      gate: new Gate(request.paused !== true),
      recorder,
      emit: (event) => this.emit(event),
    };
  }

  /** Resolves with the report, or with null when it was stopped. Rejects after `run-failed`. */
  async start(): Promise<Report | null> {
    const { experiment, recorder, gate } = this.context;
    const { runId, seeds, resume } = this.request;
    if (resume) for (const event of [...recorder.past]) this.ports.onEvent(event);
    else this.emit({ kind: 'run-started', runId, seeds, trainings: experiment.trainings.map(({ id }) => id) });
    const { sentences, phones } = this.context.plan;
    if (sentences && !resume) this.emit({ kind: 'sentences', sentences });
    if (phones && !resume) this.emit({ kind: 'phones', phones });
    if (!gate.isOpen) this.emit({ kind: 'run-paused' });
    try {
      for (const seed of seeds.slice(recorder.finishedSeeds.length)) {
        await this.runSeed(seed);
        if (gate.isStopped) break;
      }
    } catch (thrown) {
      // A training that had to be ended by force fails; that is what was asked for.
      if (!gate.isStopped) this.fail(thrown);
    } finally {
      this.isOver = true;
      await this.current?.dispose();
    }
    if (gate.isStopped) {
      this.emit({ kind: 'run-stopped' });
      return null;
    }
    const report = await makeReport(this.context, this.seconds()).catch((thrown: unknown) => this.fail(thrown));
    this.emit({ kind: 'run-finished', report });
    return report;
  }

  /** Every training finishes its step and waits; told when that is kept, so that a paused run survives its tab. */
  async pause(): Promise<void> {
    const { gate } = this.context;
    if (!gate.isOpen || this.isOver) return;
    gate.close();
    await Promise.all(this.trainers().map((trainer) => trainer.pause()));
    await this.kept;
    // It may have ended, or gone on, while the last step was finished.
    if (!gate.isOpen && !gate.isStopped && !this.isOver) this.emit({ kind: 'run-paused' });
  }

  resume(): void {
    const { gate } = this.context;
    if (gate.isOpen || gate.isStopped) return;
    this.emit({ kind: 'run-resumed' });
    gate.open();
  }

  /** One step of every training that runs; the run is paused after it. */
  async step(): Promise<void> {
    await this.pause();
    this.context.gate.step();
  }

  /** Asked, then forced: what still waits, for features say, ends with its thread. */
  async stop(): Promise<void> {
    if (this.isOver) return;
    this.context.gate.stop();
    await Promise.allSettled(this.trainers().map((trainer) => trainer.stop()));
    await this.current?.dispose();
  }

  async turn(key: string, value: number): Promise<void> {
    await this.current?.turn(key, value);
  }

  /** Where a run that failed can go on from. */
  snapshot(): RunSnapshot {
    return this.context.recorder.snapshot(this.seconds());
  }

  /** Where a run that ended in NaN can go on from, with lower learning rates. */
  calmedSnapshot(): RunSnapshot {
    return calmed(this.snapshot());
  }

  private fail(thrown: unknown): never {
    const error = StudioError.from(thrown);
    this.emit({ kind: 'run-failed', trainingId: this.current?.failed ?? null, error: error.toReport() });
    throw error;
  }

  private async runSeed(seed: number): Promise<void> {
    const { recorder, gate } = this.context;
    // Told again, it would take back what the view was just told of this seed.
    if (!recorder.hasBegun(seed)) this.emit({ kind: 'seed-started', seed });
    this.current = new SeedRun(this.context, seed);
    await this.current.run();
    await this.current.dispose();
    if (gate.isStopped) return;
    const finished = await finishSeed(this.context, seed);
    // The nets themselves are let go of with their seed.
    await nextTurn();
    if (gate.isStopped || !finished) return;
    const { models: nets } = finished.run;
    const { sequences } = this.context.plan;
    const judged = sequences?.task === 'ctc' ? sequences.judged : 'accuracy';
    const tested = ({ metrics, decoding }: ReportModel) => {
      // Who listens decodes greedily.
      const heard = decoding?.decoder === 'beam' ? decoding.greedy : metrics;
      return (heard as Readonly<Record<string, number>>)[judged] ?? NaN;
    };
    this.ports.onTrained?.(pairOf(this.context, seed, (id) => tested(nets[id]!)));
    recorder.endSeed(finished);
    this.emit({ kind: 'seed-finished', seed });
    // After the last one the run is over, and kept no longer.
    if (recorder.finishedSeeds.length < this.request.seeds.length) this.kept = this.ports.onSnapshot(this.snapshot());
  }

  private emit(event: RunEvent): void {
    this.context.recorder.note(event);
    this.ports.onEvent(event);
    if (event.kind === 'train' && (event.event.kind === 'checkpoint' || event.event.kind === 'paused'))
      this.kept = this.ports.onSnapshot(this.snapshot());
  }

  private trainers(): Trainer[] {
    return this.current ? [...this.current.live.values()] : [];
  }

  private seconds(): number {
    return this.secondsBefore + this.ports.now() - this.startedAt;
  }
}
