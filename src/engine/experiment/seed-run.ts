import type { Experiment, Training } from '../config/experiment.ts';
import { noisyVersions } from '../config/noisy-versions.ts';
import { nextTurn } from '../core/turn.ts';
import type { Dataset } from '../data/dataset.ts';
import type { Task } from '../tasks/task.ts';
import type { TrainEvent } from '../train/events.ts';
import type { BackendRequest, Trainer, TrainerReady } from '../train/trainer.ts';
import type { FeatureShape } from '../data/feature-block.ts';
import type { Portioning } from './feature-memory.ts';
import type { FeatureProvider, PreparedFeatures } from './feature-provider.ts';
import { FeaturePump } from './feature-pump.ts';
import type { FeatureSource, Sink } from './feature-source.ts';
import type { Gate } from './gate.ts';
import { PortionPump, portionsWanted } from './portion-pump.ts';
import type { ReportUnlabelled } from './report.ts';
import type { RunEvent } from './run-events.ts';
import type { RunRecorder } from './run-recorder.ts';
import type { SplitPlan } from './seed-plan.ts';
import { openTrainings, threadsEach } from '../config/stages.ts';
import { TrainingSetups } from './training-setup.ts';
import { WarmTrainers } from './warm-trainers.ts';
import type { RunPorts } from './experiment-run.ts';

/** Of its steps a training has done so many when the next ones are warmed up: at its beginning there is enough to do. */
const WARM_FROM = 1 / 3;

/** What stays the same for all seeds of a run. */
export interface RunContext {
  readonly runId: string;
  readonly experiment: Experiment;
  readonly dataset: Dataset;
  readonly task: Task;
  readonly plan: SplitPlan;
  /** Null where no audio without labels is heard. */
  readonly unlabelled: ReportUnlabelled | null;
  /** The window of all clips, and the features in it. */
  readonly shape: FeatureShape;
  /** Null where the features of all training clips are held. */
  readonly portioning: Portioning | null;
  readonly ports: RunPorts;
  readonly gate: Gate;
  readonly recorder: RunRecorder;
  readonly emit: (event: RunEvent) => void;
}

/** One seed of a run: features, then the stages of trainings. What failed says so by {@link SeedRun.failed}. */
export class SeedRun {
  readonly live = new Map<string, Trainer>();
  /** The training that an error came from. */
  failed: string | null = null;
  private prepared: PreparedFeatures | null = null;
  private pump: FeatureSource | null = null;
  private provider: FeatureProvider | null = null;
  private readonly warm: WarmTrainers;
  private featuresOver = false;
  private readonly setups: TrainingSetups;
  /** Of the live ones, those that are set up. */
  private readonly ready = new Set<string>();
  /** Of the steps that the gate granted: those before the trainings now live began. */
  private stepsTaken: number;
  private readonly sinks = new Map<string, Sink>();

  constructor(
    private readonly context: RunContext,
    readonly seed: number,
  ) {
    this.stepsTaken = context.gate.granted;
    this.setups = new TrainingSetups(context, seed);
    this.warm = new WarmTrainers((training) => context.ports.createTrainer(training));
  }

  /** Resolves when all trainings are over, or the gate was stopped. */
  async run(): Promise<void> {
    const { experiment, ports, gate, dataset, plan, portioning, emit } = this.context;
    const { noise, augment } = experiment.data;
    this.provider = ports.createFeatures();
    // Where the run shares its thread with a page, starting threads, warming them and telling them of the clips are tasks
    // of their own.
    await nextTurn();
    if (gate.isStopped) return;
    this.warmUp(this.nextGroup());
    await nextTurn();
    if (gate.isStopped) return;
    const whole = plan.sequences && { shape: this.context.shape, lengths: plan.sequences.lengths };
    this.prepared = await this.provider.prepare(
      {
        dataset,
        members: plan.members,
        ...(plan.unlabelled !== undefined && { unlabelled: plan.unlabelled }),
        whole,
        portionBytes: portioning?.bytes ?? null,
        frontEnd: experiment.frontEnd,
        noise,
        augment,
        seed: this.seed,
      },
      (done, total) => emit({ kind: 'features', done, total }),
    );
    if (gate.isStopped) return;
    if (this.prepared.notKept) emit({ kind: 'not-kept', error: this.prepared.notKept });
    this.pump = portioning
      ? new PortionPump(this.provider, portioning.floats)
      : new FeaturePump(this.provider, noisyVersions(experiment.data));
    const pumping = this.pump.run().then(() => this.endFeatures());
    const training = this.trainAll();
    // Whichever fails first ends the seed; a pump that ends well only ends the waiting for features.
    await Promise.race([training, pumping.then(() => training)]);
    if (gate.isStopped) return;
    if (portioning) this.pump.halt();
    await pumping;
    await this.score();
  }

  /**
   * Turns a knob of every training that runs (of the next ones while none does); the method's knobs also of those that
   * come later.
   */
  async turn(key: string, value: number): Promise<void> {
    const { recorder, experiment } = this.context;
    const running = this.live.size > 0 ? [...this.live.keys()] : this.nextGroup().map(({ id }) => id);
    const turned = key === 'learningRate' ? running : experiment.trainings.map(({ id }) => id);
    for (const id of turned) if (!(id in recorder.finished)) recorder.turnKnob(id, key, value);
    const ready = [...this.live].filter(([id]) => this.ready.has(id));
    await Promise.all(ready.map(([, trainer]) => trainer.turn(key, value)));
  }

  async dispose(): Promise<void> {
    this.pump?.halt();
    const ending = [...this.live.values()].map((trainer) => trainer.dispose());
    this.live.clear();
    this.ready.clear();
    await Promise.allSettled([...ending, this.warm.dispose(), this.provider?.dispose()]);
  }

  private async endFeatures(): Promise<void> {
    await this.provider?.dispose();
    this.featuresOver = true;
  }

  /** The threads of the features have made room for those of the trainings that come next: they warm up, once. */
  private warmNext(event: TrainEvent): void {
    if (event.kind !== 'progress' || event.step < WARM_FROM * event.steps) return;
    if (!this.featuresOver || this.context.gate.isStopped) return;
    try {
      this.warmUp(this.nextGroup([...this.live.keys()]));
    } catch {
      // A thread that cannot be started is not what the training that tells of its progress should fail of. It is tried
      // again when its turn comes.
    }
  }

  private async trainAll(): Promise<void> {
    for (let group = this.nextGroup(); group.length > 0; group = this.nextGroup()) {
      await this.trainTogether(group);
      if (this.context.gate.isStopped) return;
    }
  }

  /** Trainings to be run side by side next, or after those under way; empty when all are over. */
  private nextGroup(underWay: readonly string[] = []): readonly Training[] {
    const { experiment, ports, recorder } = this.context;
    const over = { ...recorder.finished, ...Object.fromEntries(underWay.map((id) => [id, true])) };
    return openTrainings(experiment.trainings, over).slice(0, ports.threads);
  }

  private warmUp(group: readonly Training[]): void {
    const backend = this.backendFor(group);
    for (const training of group) this.warm.warm(this.setups.needsOf(training, backend));
  }

  private backendFor(group: readonly Training[]): BackendRequest {
    const { backend, threads } = this.context.ports;
    return { ...backend, threads: threadsEach(threads, group.length) };
  }

  private async trainTogether(group: readonly Training[]): Promise<void> {
    const backend = this.backendFor(group);
    const ready = await Promise.all(
      group.map((training) => this.guard(training.id, () => this.setUp(training, backend))),
    );
    await Promise.all(group.map((training) => this.guard(training.id, () => this.drive(training))));
    this.stepsTaken = this.context.gate.granted;
    // One after another, so that the milliseconds a clip are those of a quiet machine.
    for (const [index, training] of group.entries()) {
      if (this.context.gate.isStopped) return;
      await this.guard(training.id, () => this.conclude(training, ready[index]!));
    }
  }

  private async guard<T>(id: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (thrown) {
      this.failed ??= id;
      throw thrown;
    }
  }

  private async setUp(training: Training, backend: BackendRequest): Promise<TrainerReady> {
    const { emit } = this.context;
    const trainer = this.warm.take(training);
    this.live.set(training.id, trainer);
    const setup = this.setups.setupOf(training, this.prepared!, backend);
    const ready = await trainer.setUp(setup, (event) => {
      emit({ kind: 'train', seed: this.seed, trainingId: training.id, event });
      this.warmNext(event);
    });
    this.context.recorder.backend ??= ready.backend;
    emit({
      kind: 'training-ready',
      seed: this.seed,
      trainingId: training.id,
      backend: ready.backend,
      cost: this.setups.costOf(training, this.prepared!),
      labels: this.setups.labelledOf(training).length,
    });
    await this.turnAsBefore(training.id, trainer);
    await this.pump!.join(this.sinkOf(training.id, trainer), portionsWanted(setup));
    return ready;
  }

  /** Knobs turned before the training began, or after the checkpoint that it goes on from. */
  private async turnAsBefore(id: string, trainer: Trainer): Promise<void> {
    const { recorder } = this.context;
    const known = recorder.checkpoints[id]?.knobs ?? {};
    this.ready.add(id);
    for (const [key, value] of Object.entries(recorder.knobs[id] ?? {}))
      if (known[key] !== value) await trainer.turn(key, value);
  }

  private sinkOf(id: string, trainer: Trainer): Sink {
    const sink: Sink = (block) => trainer.addFeatures(block);
    this.sinks.set(id, sink);
    return sink;
  }

  /** The test voices are scored once, when all trainings are over. */
  private async score(): Promise<void> {
    const { recorder, task, experiment, emit, gate } = this.context;
    for (const [trainingId, { testLogits, testDecoded, msPerClip }] of Object.entries(recorder.finished)) {
      await nextTurn();
      if (gate.isStopped) return;
      const training = experiment.trainings.find(({ id }) => id === trainingId)!;
      const scores = task.score(testLogits, this.setups.targetsOf(training), 'test', testDecoded);
      emit({ kind: 'tested', seed: this.seed, trainingId, scores, msPerClip });
    }
  }

  private async drive(training: Training): Promise<void> {
    const trainer = this.live.get(training.id)!;
    for (let taken = this.stepsTaken; ;) {
      const pass = await this.context.gate.wait(taken);
      if (pass === 'stop') return;
      if (pass === 'step') taken++;
      const outcome = await (pass === 'step' ? trainer.step() : trainer.run());
      if (outcome === 'finished') return;
    }
  }

  private async conclude(training: Training, ready: TrainerReady): Promise<void> {
    const { recorder } = this.context;
    const trainer = this.live.get(training.id)!;
    recorder.endTraining(training.id, {
      model: await trainer.result(),
      testLogits: await trainer.predict('test'),
      testDecoded: await trainer.decode('test'),
      validationLogits: this.setups.isReference(training) ? await trainer.predict('validation') : new Float32Array(0),
      msPerClip: await trainer.measureMsPerClip(),
      cost: this.setups.costOf(training, this.prepared!),
      fairness: ready.fairness,
      backend: ready.backend,
    });
    const sink = this.sinks.get(training.id);
    if (sink) this.pump!.leave(sink);
    this.live.delete(training.id);
    this.ready.delete(training.id);
    await trainer.dispose();
  }
}
