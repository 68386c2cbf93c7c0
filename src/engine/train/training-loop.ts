import { nextTurn } from '../core/turn.ts';
import { evaluationInterval } from './evaluation-interval.ts';
import type { TrainEvent } from './events.ts';
import type { TrainingSession } from './session.ts';
import type { TrainerSetup } from './trainer.ts';
import type { Wish } from './wish.ts';

/** Between two progress events; reading a loss back costs a GPU its pipeline. */
const PROGRESS_MS = 250;
const CHECKPOINT_MS = 10_000;
/** The first one comes sooner, so that a tab closed early has something to go on from. */
const FIRST_CHECKPOINT_MS = 2_000;
/** How long steps may follow each other before messages get their turn. */
const TURN_MS = 8;

/** Why a loop ended. */
export type LoopEnd = 'steps' | 'patience' | 'stopped' | 'paused';

/** Steps of a training one after another, and what comes between them: losses told, evaluations, checkpoints, turns. */
export class TrainingLoop {
  private lastProgress = 0;
  private stepsSinceProgress = 0;
  private lastCheckpoint = 0;

  /** @param assertSound throws when the device is gone or made an error: asked before anything that was read from it is told */
  constructor(
    private readonly session: TrainingSession,
    private readonly training: TrainerSetup['training'],
    private readonly wish: Wish,
    private readonly emit: (event: TrainEvent) => void,
    private readonly assertSound: () => void,
  ) {}

  /** @param budget steps, at most */
  async run(budget: number): Promise<LoopEnd> {
    const { session, wish } = this;
    this.lastProgress = this.lastCheckpoint = performance.now();
    if (session.step === 0) this.lastCheckpoint -= CHECKPOINT_MS - FIRST_CHECKPOINT_MS;
    let turnAt = performance.now();
    const begun = await this.evaluateFirst();
    for (let done = 0; begun && done < budget && session.step < session.steps && wish.current === null; done++) {
      if (!(await this.featuresReady())) break;
      await session.takeStep();
      this.stepsSinceProgress++;
      this.assertSound();
      if (performance.now() - this.lastProgress >= PROGRESS_MS || budget === 1) await this.progress();
      if (await this.evaluateIfDue()) return 'patience';
      // After the evaluation, so that a resumed run neither lacks nor repeats one.
      if (performance.now() - this.lastCheckpoint >= CHECKPOINT_MS) await this.saveCheckpoint();
      if (performance.now() - turnAt > TURN_MS) {
        await nextTurn();
        turnAt = performance.now();
      }
    }
    if (session.step >= session.steps) return 'steps';
    if (wish.current === 'stop') return 'stopped';
    await this.progress();
    await this.saveCheckpoint();
    return 'paused';
  }

  /** False when a wish came in while waiting. */
  private async featuresReady(): Promise<boolean> {
    const { session } = this;
    for (let coming = session.comingForStep(); coming; coming = session.comingForStep()) {
      this.emit({ kind: 'waiting', for: 'features' });
      if (!(await this.wish.orElse(coming))) return false;
    }
    return true;
  }

  private async progress(): Promise<void> {
    if (this.stepsSinceProgress === 0) return;
    const { session } = this;
    const losses = await session.readLosses();
    this.assertSound();
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

  private async saveCheckpoint(): Promise<void> {
    const checkpoint = await this.session.checkpoint();
    this.assertSound();
    this.emit({ kind: 'checkpoint', checkpoint });
    this.lastCheckpoint = performance.now();
  }

  /** Every curve begins at step 0. False when a wish came in before the features. */
  private async evaluateFirst(): Promise<boolean> {
    const { session } = this;
    if (session.step > 0 || session.wasEvaluated) return true;
    if (!(await this.wish.orElse(session.arrival('validation', 0)))) return false;
    await this.evaluate();
    return true;
  }

  /** True when the teacher's patience is at its end. */
  private async evaluateIfDue(): Promise<boolean> {
    const { session } = this;
    const interval = evaluationInterval(session.steps);
    if (session.step % interval !== 0 && session.step !== session.steps) return false;
    await this.progress();
    await this.evaluate();
    const { role, optimiser } = this.training;
    return role === 'teacher' && optimiser.patience > 0 && session.sinceBest >= optimiser.patience;
  }

  private async evaluate(): Promise<void> {
    const { session } = this;
    await session.arrival('validation', 0);
    const evaluation = await session.evaluate();
    this.assertSound();
    this.emit({ kind: 'evaluated', step: session.step, ...evaluation });
    this.lastProgress = performance.now();
  }
}
