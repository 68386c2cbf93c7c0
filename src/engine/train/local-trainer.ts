import { StudioError } from '../core/errors.ts';
import { nextTurn } from '../core/turn.ts';
import type { FeatureBlock } from '../data/feature-block.ts';
import type { Split } from '../data/dataset.ts';
import { methods } from '../distill/catalog.ts';
import { models } from '../models/catalog.ts';
import type { SelectOptions } from '../tensor/backends/select.ts';
import { evaluationInterval } from './evaluation-interval.ts';
import type { TrainEvent } from './events.ts';
import { measureInferenceMs, measureStepMs, netKeyOf } from './measure-step.ts';
import { TrainingSession } from './session.ts';
import { asTrainingError } from './training-error.ts';
import type {
  BackendReport,
  BackendRequest,
  StepProbe,
  TrainedModel,
  Trainer,
  TrainerNeeds,
  TrainerReady,
  TrainerSetup,
} from './trainer.ts';

/** Between two progress events; reading a loss back costs a GPU its pipeline. */
const PROGRESS_MS = 250;
const CHECKPOINT_MS = 10_000;
/** The first one comes sooner, so that a tab closed early has something to go on from. */
const FIRST_CHECKPOINT_MS = 2_000;
/** How long steps may follow each other before messages get their turn. */
const TURN_MS = 8;

/** What a trainer needs from the thread that it lives in. */
export interface TrainerHost {
  /** Chooses and starts a backend for a family of nets. */
  selectBackend(request: BackendRequest, family: string, options: SelectOptions): Promise<BackendReport>;
}

/** A training in this thread. State machine: new, ready, running, paused, finished; a failure is final. */
export class LocalTrainer implements Trainer {
  private session: TrainingSession | null = null;
  private setup: TrainerSetup | null = null;
  private emit: (event: TrainEvent) => void = () => {};
  private chosen: { readonly key: string; readonly report: Promise<BackendReport> } | null = null;
  private state: 'new' | 'ready' | 'running' | 'paused' | 'finished' = 'new';
  private wish: 'pause' | 'stop' | null = null;
  private idle: Promise<unknown> = Promise.resolve();
  private lost: StudioError | null = null;
  private wakeOnWish: (() => void) | null = null;
  private started = false;
  private lastProgress = 0;
  private stepsSinceProgress = 0;
  private lastCheckpoint = 0;

  constructor(private readonly host: TrainerHost) {}

  async warmUp(needs: TrainerNeeds): Promise<void> {
    const { family, method } = needs.training;
    await this.explained(() =>
      Promise.all([this.chooseBackend(needs), models.get(family).load(), methods.get(method.id).load()]),
    );
  }

  async setUp(setup: TrainerSetup, onEvent: (event: TrainEvent) => void): Promise<TrainerReady> {
    this.setup = setup;
    this.emit = onEvent;
    return this.explained(async () => {
      const backend = await this.chooseBackend(setup);
      this.session = await TrainingSession.create(setup);
      this.state = 'ready';
      return { backend, fairness: this.session.fairness };
    });
  }

  addFeatures(block: FeatureBlock): Promise<void> {
    this.require().addFeatures(block);
    return Promise.resolve();
  }

  run(): Promise<'paused' | 'finished'> {
    return this.drive(Infinity);
  }

  step(): Promise<'paused' | 'finished'> {
    return this.drive(1);
  }

  async pause(): Promise<void> {
    await this.ask('pause');
  }

  async stop(): Promise<void> {
    await this.ask('stop');
    if (this.state !== 'finished') this.finish('stopped');
  }

  turn(key: string, value: number): Promise<void> {
    const session = this.require();
    session.turn(key, value);
    this.emit({ kind: 'knob', step: session.step, key, value });
    return Promise.resolve();
  }

  result(): Promise<TrainedModel> {
    return this.require().result();
  }

  async predict(split: Split): Promise<Float32Array> {
    const session = this.require();
    return this.explained(async () => {
      await session.arrival(split, 0);
      return session.predict(split);
    });
  }

  async measureMsPerClip(): Promise<number> {
    const session = this.require();
    return this.explained(() => measureInferenceMs(session));
  }

  async probe(setup: TrainerSetup): Promise<StepProbe> {
    const measured: Record<string, number | null> = {};
    const backend = await this.explained(() =>
      this.host.selectBackend(setup.backend, setup.training.family, {
        net: netKeyOf(setup),
        measure: {
          step: (bestMs) => measureStepMs(setup, bestMs),
          found: (key, ms) => (measured[key] = ms),
        },
      }),
    );
    return { backend, measured };
  }

  async dispose(): Promise<void> {
    await this.ask('stop');
    this.session?.dispose();
    this.session = null;
  }

  /** Once for the same needs. */
  private chooseBackend(needs: TrainerNeeds): Promise<BackendReport> {
    const { backend, training } = needs;
    const net = netKeyOf(needs);
    const key = JSON.stringify([backend, training.family, net]);
    if (this.chosen?.key !== key) {
      const onLost = (detail: string) => (this.lost = new StudioError('train/device-lost', { detail }));
      this.chosen = { key, report: this.host.selectBackend(backend, training.family, { net, onLost }) };
    }
    return this.chosen.report;
  }

  private require(): TrainingSession {
    if (!this.session) throw new StudioError('internal', { detail: 'the trainer was not set up' });
    return this.session;
  }

  /** What fails, fails with the code of its cause: work on a device that was lost throws anything. */
  private async explained<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (thrown) {
      throw this.lost ?? asTrainingError(thrown);
    }
  }

  /** Asks the loop to end after its step and waits until it has. */
  private async ask(wish: 'pause' | 'stop'): Promise<void> {
    this.wish = wish;
    this.wakeOnWish?.();
    await this.idle;
    this.wish = null;
  }

  private drive(steps: number): Promise<'paused' | 'finished'> {
    if (this.state === 'running') throw new StudioError('internal', { detail: 'the training runs already' });
    const session = this.require();
    if (this.state === 'finished') return Promise.resolve('finished');
    const outcome = this.explained(() => this.loop(session, steps)).catch((error: StudioError) => {
      this.state = 'paused';
      this.emit({ kind: 'failed', step: session.step, error: error.toReport() });
      throw error;
    });
    this.idle = outcome.catch(() => undefined);
    return outcome;
  }

  private async loop(session: TrainingSession, budget: number): Promise<'paused' | 'finished'> {
    const { state } = this;
    this.state = 'running';
    if (!this.started) {
      this.started = true;
      this.emit({ kind: 'started', step: session.step, steps: session.steps });
    } else if (state === 'paused') this.emit({ kind: 'resumed', step: session.step });
    this.lastProgress = this.lastCheckpoint = performance.now();
    if (session.step === 0) this.lastCheckpoint -= CHECKPOINT_MS - FIRST_CHECKPOINT_MS;
    let turnAt = performance.now();
    const begun = await this.evaluateFirst(session);
    for (let done = 0; begun && done < budget && session.step < session.steps && this.wish === null; done++) {
      if (!(await this.featuresReady(session))) break;
      await session.takeStep();
      this.stepsSinceProgress++;
      if (this.lost) throw this.lost;
      if (performance.now() - this.lastProgress >= PROGRESS_MS || budget === 1) await this.progress(session);
      if (await this.evaluateIfDue(session)) return this.finish('patience');
      // After the evaluation, so that a resumed run neither lacks nor repeats one.
      if (performance.now() - this.lastCheckpoint >= CHECKPOINT_MS) await this.saveCheckpoint(session);
      if (performance.now() - turnAt > TURN_MS) {
        await nextTurn();
        turnAt = performance.now();
      }
    }
    if (session.step >= session.steps) return this.finish('steps');
    if (this.wish === 'stop') return this.finish('stopped');
    await this.progress(session);
    await this.saveCheckpoint(session);
    this.state = 'paused';
    this.emit({ kind: 'paused', step: session.step });
    return 'paused';
  }

  private finish(reason: 'steps' | 'patience' | 'stopped'): 'finished' {
    const session = this.require();
    session.keepBest();
    this.state = 'finished';
    this.emit({ kind: 'finished', step: session.step, bestStep: session.bestStep, reason });
    return 'finished';
  }

  /** False when a wish came in while waiting. */
  private async featuresReady(session: TrainingSession): Promise<boolean> {
    for (let missing = session.missingForStep(); missing; missing = session.missingForStep()) {
      this.emit({ kind: 'waiting', for: 'features' });
      if (!(await this.arrived(session, missing.split, missing.version))) return false;
    }
    return true;
  }

  /** False when a wish came in before the features. */
  private async arrived(session: TrainingSession, split: Split, version: number): Promise<boolean> {
    if (this.wish !== null) return false;
    const wished = new Promise<void>((resolve) => (this.wakeOnWish = resolve));
    await Promise.race([session.arrival(split, version), wished]);
    this.wakeOnWish = null;
    return this.wish === null;
  }

  private async progress(session: TrainingSession): Promise<void> {
    if (this.stepsSinceProgress === 0) return;
    const losses = await session.readLosses();
    const now = performance.now();
    this.emit({
      kind: 'progress',
      step: session.step,
      steps: session.steps,
      losses,
      learningRate: session.learningRate(),
      stepMs: (now - this.lastProgress) / this.stepsSinceProgress,
    });
    this.lastProgress = now;
    this.stepsSinceProgress = 0;
  }

  private async saveCheckpoint(session: TrainingSession): Promise<void> {
    this.emit({ kind: 'checkpoint', checkpoint: await session.checkpoint() });
    this.lastCheckpoint = performance.now();
  }

  /** Every curve begins at step 0. False when a wish came in before the features. */
  private async evaluateFirst(session: TrainingSession): Promise<boolean> {
    if (session.step > 0 || session.wasEvaluated) return true;
    if (!(await this.arrived(session, 'validation', 0))) return false;
    await this.evaluate(session);
    return true;
  }

  /** True when the teacher's patience is at its end. */
  private async evaluateIfDue(session: TrainingSession): Promise<boolean> {
    const interval = evaluationInterval(session.steps);
    if (session.step % interval !== 0 && session.step !== session.steps) return false;
    await this.progress(session);
    await this.evaluate(session);
    const { role, optimiser } = this.setup!.training;
    return role === 'teacher' && optimiser.patience > 0 && session.sinceBest >= optimiser.patience;
  }

  private async evaluate(session: TrainingSession): Promise<void> {
    await session.arrival('validation', 0);
    const evaluation = await session.evaluate();
    this.emit({ kind: 'evaluated', step: session.step, ...evaluation });
    this.lastProgress = performance.now();
  }
}
