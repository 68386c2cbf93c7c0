import type { Experiment } from '../engine/config/experiment.ts';
import { StudioError, type ErrorCode } from '../engine/core/errors.ts';
import { nextTurn } from '../engine/core/turn.ts';
import type { Dataset } from '../engine/data/dataset.ts';
import type { ExperimentRun, RunPorts, RunRequest } from '../engine/experiment/experiment-run.ts';
import type { MemoryGiven } from '../engine/experiment/feature-memory.ts';
import type { FeatureProvider } from '../engine/experiment/feature-provider.ts';
import type { RunPlan } from '../engine/experiment/plan-run.ts';
import type { RunEvent } from '../engine/experiment/run-events.ts';
import type { RunSnapshot } from '../engine/experiment/snapshot.ts';
import type { TrainedPair } from '../engine/experiment/trained-pair.ts';
import type { BackendRequest, Trainer } from '../engine/train/trainer.ts';
import type { BackendRecords } from './backend-records.ts';
import { acquireRunLock, type RunLock } from './storage/run-lock.ts';
import { SnapshotKeeper } from './storage/snapshot-keeper.ts';
import type { Store } from './storage/store.ts';

/** What the runner is put together from. */
export interface RunnerParts {
  createRun(request: RunRequest, ports: RunPorts): ExperimentRun;
  createTrainer(): Trainer;
  createFeatures(): FeatureProvider;
  /** The dataset in use, with all samples that the experiment needs. Rejects with `data/no-clips` when there is none. */
  dataset(experiment: Experiment): Promise<Dataset>;
  /** Plans a run on it, outside of this thread. Rejects when the experiment cannot run on it, or not with this memory. */
  plan(dataset: Dataset, experiment: Experiment, memory: MemoryGiven): Promise<RunPlan>;
  /** Keeps a person's own audio, so that a run on it can go on after a reload. */
  keepDataset(experiment: Experiment): Promise<void>;
  /** What is known of the backends here, and which was asked for. */
  readonly backends: BackendRecords;
  /** Rejects where this browser keeps nothing. */
  readonly store: Promise<Store>;
  /** That the trainings may use together. */
  readonly threads: number;
  /** That the features of a run may take; undefined where it is not known. */
  readonly memoryBytes: number | undefined;
  /** Told of the nets of each seed that ends. */
  onTrained(pair: TrainedPair): void;
}

type Asked = Omit<RunRequest, 'dataset' | 'plan'>;
type OwnData = Required<Pick<RunRequest, 'dataset' | 'plan'>>;

/** Failures after which the CPU goes on unasked, and what is told then: nothing of the person's making would mend them. */
const cpuGoesOn: ReadonlyMap<ErrorCode, ErrorCode> = new Map([
  ['train/device-lost', 'train/went-on-cpu'],
  ['train/gpu-error', 'train/went-on-cpu-after-error'],
]);

/** Failures after which the CPU goes on: it has no device to lose, and often more memory than a GPU. */
const cpuHelps: ReadonlySet<ErrorCode> = new Set([...cpuGoesOn.keys(), 'train/out-of-memory']);

/** Runs one experiment at a time in workers, keeps it resumable, and tells listeners what happens. */
export class WorkerExperimentRunner {
  private readonly listeners = new Set<(event: RunEvent) => void>();
  private run: ExperimentRun | null = null;
  /** The request under way: from the wish to run until listeners are told that the run is over. */
  private underWay: object | null = null;
  /** Settles when the run last asked for is there, or could not begin; what is asked of it meanwhile waits. */
  private begun: Promise<void> = Promise.resolve();
  /** Settles when the run before is cleared away: it is told to be over a little earlier. */
  private cleared: Promise<void> = Promise.resolve();
  private failure: ErrorCode | null = null;

  constructor(private readonly parts: RunnerParts) {}

  onEvent(listener: (event: RunEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** @param options.paused begins with every training waiting for a step */
  start(experiment: Experiment, seeds: readonly number[], options: { readonly paused: boolean }): Promise<void> {
    const runId = `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 8)}`;
    return this.begin({ runId, experiment, seeds, ...options });
  }

  /** Goes on from a snapshot whose dataset is in use. */
  goOn(snapshot: RunSnapshot, backend?: string): Promise<void> {
    const { runId, experiment, seeds } = snapshot;
    return this.begin({ runId, experiment, seeds, resume: snapshot }, backend);
  }

  /**
   * After a failure: goes on from the last good state, on the CPU when a device failed, more calmly after NaN.
   * Rejects when nothing has failed.
   */
  async recover(): Promise<void> {
    const { run, failure } = this;
    if (!run || failure === null) throw new StudioError('internal', { detail: 'nothing to recover' });
    const snapshot = failure === 'train/not-finite' ? run.calmedSnapshot() : run.snapshot();
    const { runId, experiment, seeds } = snapshot;
    const { dataset, plan } = run.request;
    // On its own data: others may have been taken into use for the next run.
    const own = { dataset, plan: plan! };
    await this.begin({ runId, experiment, seeds, resume: snapshot }, cpuHelps.has(failure) ? 'simd' : undefined, own);
  }

  async pause(): Promise<void> {
    await this.begun;
    await this.run?.pause();
  }

  async resume(): Promise<void> {
    await this.begun;
    this.run?.resume();
  }

  async step(): Promise<void> {
    await this.begun;
    await this.run?.step();
  }

  async stop(): Promise<void> {
    await this.begun;
    await this.run?.stop();
  }

  async turn(key: string, value: number): Promise<void> {
    await this.begun;
    await this.run?.turn(key, value);
  }

  private begin(asked: Asked, backend?: string, own?: OwnData): Promise<void> {
    if (this.underWay) return Promise.reject(new StudioError('internal', { detail: 'a run is under way' }));
    const mine = (this.underWay = {});
    const beginning = this.create(asked, backend, mine, own).catch((thrown: unknown) => {
      this.end(mine);
      throw thrown;
    });
    this.begun = beginning.catch(() => undefined);
    return beginning;
  }

  private async create(
    asked: Asked,
    backend: string | undefined,
    mine: object,
    own: OwnData | undefined,
  ): Promise<void> {
    await this.cleared;
    const request: RunRequest = { ...asked, ...(own ?? (await this.dataFor(asked))) };
    const notKept = (thrown: unknown): void =>
      this.emit({ kind: 'not-kept', error: StudioError.from(thrown, 'storage/unavailable').toReport() });
    const keeper = new SnapshotKeeper(this.parts.store, request.runId, notKept);
    if (!own) void this.parts.keepDataset(request.experiment).catch(notKept);
    const wanted = await this.parts.backends.request();
    const chosen = backend === undefined ? wanted : { ...wanted, name: backend };
    const lock = await acquireRunLock(request.runId);
    // To make a run of its plan takes a while: a task of its own.
    await nextTurn();
    try {
      this.run = this.parts.createRun(request, this.portsFor(chosen, keeper, mine));
    } catch (thrown) {
      lock?.release();
      throw thrown;
    }
    this.failure = null;
    this.cleared = this.follow(this.run, keeper, lock, mine);
  }

  /** The dataset in use, planned. @throws StudioError `train/checkpoint-mismatch` where the run began on another */
  private async dataFor({ experiment, resume }: Asked): Promise<OwnData> {
    const { threads, memoryBytes = Infinity } = this.parts;
    const dataset = await this.parts.dataset(experiment);
    if (resume && resume.datasetFingerprint !== dataset.fingerprint)
      throw new StudioError('train/checkpoint-mismatch', { fingerprint: resume.datasetFingerprint });
    return { dataset, plan: await this.parts.plan(dataset, experiment, { threads, memoryBytes }) };
  }

  private async follow(run: ExperimentRun, keeper: SnapshotKeeper, lock: RunLock | null, mine: object): Promise<void> {
    try {
      await run.start();
      await keeper.forget();
    } catch (thrown) {
      this.failure = StudioError.from(thrown).code;
    } finally {
      lock?.release();
      this.end(mine);
    }
  }

  private endWith(event: RunEvent, request: object): void {
    this.end(request);
    this.emit(event);
  }

  private end(request: object): void {
    if (this.underWay === request) this.underWay = null;
  }

  private portsFor(backend: BackendRequest, keeper: SnapshotKeeper, mine: object): RunPorts {
    return {
      createTrainer: () => this.parts.createTrainer(),
      createFeatures: () => this.parts.createFeatures(),
      backend,
      threads: this.parts.threads,
      ...(this.parts.memoryBytes !== undefined && { memoryBytes: this.parts.memoryBytes }),
      now: () => performance.now() / 1000,
      onEvent: (event) => {
        if (event.kind === 'run-failed') {
          this.failure = event.error.code;
          const told = cpuGoesOn.get(event.error.code);
          if (told) return this.moveToCpu(event, told, mine);
        }
        if (event.kind === 'run-finished' || event.kind === 'run-stopped') {
          // Nothing to offer again: not even to who closes the tab the moment this is told.
          void keeper.forget().then(() => this.endWith(event, mine));
        } else if (event.kind === 'run-failed') this.endWith(event, mine);
        else this.emit(event);
      },
      onTrained: (pair) => this.parts.onTrained(pair),
      onSnapshot: (snapshot) => keeper.keep(snapshot),
    };
  }

  /** A device failed: the listeners hear that the run goes on with the CPU, and of the failure only when it cannot. */
  private moveToCpu(failed: RunEvent & { kind: 'run-failed' }, told: ErrorCode, mine: object): void {
    const { code: cause, params } = failed.error;
    this.end(mine);
    this.emit({ kind: 'moved', error: { code: told, params: { ...params, cause } } });
    this.recover().catch(() => this.emit(failed));
  }

  private emit(event: RunEvent): void {
    if (event.kind === 'training-ready') this.parts.backends.passed(event.backend);
    for (const listener of this.listeners) listener(event);
  }
}
