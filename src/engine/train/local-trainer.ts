import { StudioError } from '../core/errors.ts';
import type { FeatureBlock } from '../data/feature-block.ts';
import type { Split } from '../data/dataset.ts';
import { methods } from '../distill/catalog.ts';
import { models } from '../models/catalog.ts';
import type { Decoded } from '../tasks/task.ts';
import type { DeviceTrouble } from '../tensor/backends/registry.ts';
import type { SelectOptions } from '../tensor/backends/select.ts';
import type { TrainEvent } from './events.ts';
import { measureInferenceMs, measureStepMs, netKeyOf } from './measure-step.ts';
import { TrainingSession } from './session.ts';
import { asTrainingError } from './training-error.ts';
import { TrainingLoop } from './training-loop.ts';
import { Wish } from './wish.ts';
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

/** What a trainer needs from the thread that it lives in. */
export interface TrainerHost {
  /** Chooses and starts a backend for a family of nets. */
  selectBackend(request: BackendRequest, family: string, options: SelectOptions): Promise<BackendReport>;
}

/** A training in this thread. State machine: new, ready, running, paused, finished; a failure is final. */
export class LocalTrainer implements Trainer {
  private session: TrainingSession | null = null;
  private loop: TrainingLoop | null = null;
  private emit: (event: TrainEvent) => void = () => {};
  private chosen: { readonly key: string; readonly report: Promise<BackendReport> } | null = null;
  private state: 'new' | 'ready' | 'running' | 'paused' | 'finished' = 'new';
  private readonly wish = new Wish();
  private idle: Promise<unknown> = Promise.resolve();
  /** What the device reported: nothing that it computes is to be trusted any more. */
  private trouble: StudioError | null = null;
  private started = false;

  constructor(private readonly host: TrainerHost) {}

  async warmUp(needs: TrainerNeeds): Promise<void> {
    const { family, method } = needs.training;
    await this.explained(() =>
      Promise.all([this.chooseBackend(needs), models.get(family).load(), methods.get(method.id).load()]),
    );
  }

  async setUp(setup: TrainerSetup, onEvent: (event: TrainEvent) => void): Promise<TrainerReady> {
    this.emit = onEvent;
    return this.explained(async () => {
      const backend = await this.chooseBackend(setup);
      this.session = await TrainingSession.create(setup);
      this.loop = new TrainingLoop(this.session, setup.training, this.wish, onEvent, () => this.assertSound());
      this.state = 'ready';
      return { backend, fairness: this.session.fairness };
    });
  }

  addFeatures(block: FeatureBlock): Promise<void> {
    return this.require().addFeatures(block);
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
    const session = this.require();
    return this.explained(() => session.result());
  }

  async predict(split: Split): Promise<Float32Array> {
    const session = this.require();
    return this.explained(async () => {
      await session.arrival(split, 0);
      return session.predict(split);
    });
  }

  async decode(split: Split): Promise<Decoded | null> {
    const session = this.require();
    return this.explained(async () => {
      await session.arrival(split, 0);
      return session.decode(split);
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
      const onTrouble = ({ code, detail }: DeviceTrouble) => (this.trouble ??= new StudioError(code, { detail }));
      this.chosen = { key, report: this.host.selectBackend(backend, training.family, { net, onTrouble }) };
    }
    return this.chosen.report;
  }

  private require(): TrainingSession {
    if (!this.session) throw new StudioError('internal', { detail: 'the trainer was not set up' });
    return this.session;
  }

  /**
   * What fails, fails with the code of its cause: work on a device in trouble throws anything, or nothing and gives
   * wrong numbers.
   */
  private async explained<T>(work: () => Promise<T>): Promise<T> {
    try {
      const done = await work();
      this.assertSound();
      return done;
    } catch (thrown) {
      throw this.trouble ?? asTrainingError(thrown);
    }
  }

  private assertSound(): void {
    if (this.trouble) throw this.trouble;
  }

  /** Asks the loop to end after its step and waits until it has. */
  private async ask(wish: 'pause' | 'stop'): Promise<void> {
    this.wish.make(wish);
    await this.idle;
    this.wish.fulfilled();
  }

  private drive(steps: number): Promise<'paused' | 'finished'> {
    if (this.state === 'running') throw new StudioError('internal', { detail: 'the training runs already' });
    const session = this.require();
    if (this.state === 'finished') return Promise.resolve('finished');
    const outcome = this.explained(() => this.runLoop(session, steps)).catch((error: StudioError) => {
      this.state = 'paused';
      this.emit({ kind: 'failed', step: session.step, error: error.toReport() });
      throw error;
    });
    this.idle = outcome.catch(() => undefined);
    return outcome;
  }

  private async runLoop(session: TrainingSession, budget: number): Promise<'paused' | 'finished'> {
    const { state } = this;
    this.state = 'running';
    if (!this.started) {
      this.started = true;
      this.emit({ kind: 'started', step: session.step, steps: session.steps });
    } else if (state === 'paused') this.emit({ kind: 'resumed', step: session.step });
    const end = await this.loop!.run(budget);
    if (end !== 'paused') return this.finish(end);
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
}
