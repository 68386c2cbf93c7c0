import { noisyVersions } from '../config/noisy-versions.ts';
import { StudioError } from '../core/errors.ts';
import { Digest, digestOf } from '../core/hash.ts';
import { Rng } from '../core/rng.ts';
import type { Split } from '../data/dataset.ts';
import { methods } from '../distill/catalog.ts';
import type { LossTerm, MethodInput } from '../distill/method.ts';
import { distillationLoss } from '../metrics/distillation-loss.ts';
import { words as task } from '../tasks/words/index.ts';
import { dispose, drawInitial, isAllFinite, packFlat, tidy, valueAndGradients } from '../tensor/index.ts';
import { BatchCollator } from './batch-collator.ts';
import { BatchPlan } from './batch-plan.ts';
import type { Checkpoint } from './checkpoint.ts';
import type { Scores } from './events.ts';
import { FeatureRows } from './feature-rows.ts';
import { LossMeter } from './loss-meter.ts';
import { frozenParams, layoutOf, Net } from './net.ts';
import { Adam } from './optimiser.ts';
import { learningRateAt } from './schedule.ts';
import { totalOf } from './loss-total.ts';
import { TeacherLogits } from './teacher-logits.ts';
import type { FairnessProof, TrainedModel, TrainerSetup } from './trainer.ts';

export interface Evaluation {
  readonly scores: Scores;
  readonly loss: number;
  readonly distillationLoss: number | null;
  readonly best: boolean;
}

type Terms = (input: MethodInput) => Readonly<Record<string, LossTerm>>;

/**
 * The numerics of one training: what a step, an evaluation and a checkpoint are. When they happen, and who hears of
 * it, is the trainer's business.
 */
export class TrainingSession {
  readonly steps: number;
  /** Steps done. */
  step = 0;
  sinceBest = 0;
  private best: Checkpoint['best'] = null;
  private readonly losses = new LossMeter();
  private readonly knobs: Record<string, number> = {};
  private readonly positions: Int32Array;
  private readonly versions: Int32Array;
  private readonly collator: BatchCollator;

  private constructor(
    private readonly setup: TrainerSetup,
    private readonly rows: FeatureRows,
    private readonly net: Net,
    private readonly teachers: readonly Net[],
    private readonly teacherLogits: readonly TeacherLogits[],
    private readonly terms: Terms,
    private readonly optimiser: Adam,
    private readonly plan: BatchPlan,
    readonly fairness: FairnessProof,
  ) {
    const { batchSize } = setup.training.optimiser;
    this.steps = stepsOf(setup);
    this.positions = new Int32Array(batchSize);
    this.versions = new Int32Array(batchSize);
    this.collator = new BatchCollator(setup, rows, teacherLogits);
  }

  static async create(setup: TrainerSetup): Promise<TrainingSession> {
    const { training, shape, classes, seed } = setup;
    const layout = layoutOf(training.family, training.model, shape, classes.length);
    // Streams are named by role, not by training: students that are compared start and draw alike.
    const stream = Rng.fromSeed(seed).fork(training.role === 'student' ? 'student' : training.id);
    const initial = drawInitial(layout, stream.fork('weights'));
    const rows = new FeatureRows(shape);
    const pool = training.data === 'all' ? allPositions(setup.labels.train.length) : setup.labelled;
    const plan = new BatchPlan(
      pool,
      training.optimiser.batchSize,
      noisyVersions(setup.experiment.data.noise),
      stream.fork('batches'),
    );
    const { terms } = await methods.get(training.method.id).load();
    const { resume } = setup;
    if (resume && (resume.trainingId !== training.id || resume.weights.length !== initial.length))
      throw new StudioError('train/checkpoint-mismatch', { training: training.id });
    const optimiser = new Adam(layout, resume?.weights ?? initial, resume ?? undefined);
    const net = await Net.create(training.family, training.model, shape, classes.length, optimiser);
    const teachers = await Promise.all(
      setup.teachers.map(({ family, settings, weights }) => {
        const holder = frozenParams(layoutOf(family, settings, shape, classes.length), weights);
        return Net.create(family, settings, shape, classes.length, holder);
      }),
    );
    const session = new TrainingSession(
      setup,
      rows,
      net,
      teachers,
      teachers.map((teacher) => new TeacherLogits(teacher, rows, classes.length)),
      terms,
      optimiser,
      plan,
      {
        initialWeights: new Digest().array(initial).hex(),
        batches: plan.digest(stepsOf(setup)),
        optimiser: digestOf(training.optimiser),
        steps: stepsOf(setup),
      },
    );
    if (resume) session.restore(resume);
    return session;
  }

  addFeatures(...blocks: Parameters<FeatureRows['add']>): void {
    this.rows.add(...blocks);
  }

  /** The first block that the next step lacks. */
  missingForStep(): { split: Split; version: number } | null {
    this.plan.fill(this.step, this.positions, this.versions);
    for (const version of this.versions) if (!this.rows.has('train', version)) return { split: 'train', version };
    return null;
  }

  arrival(split: Split, version: number): Promise<void> {
    return this.rows.arrival(split, version);
  }

  /** Changes `learningRate` or one of the method's parameters from the next step on. */
  turn(key: string, value: number): void {
    this.knobs[key] = value;
  }

  /** Of the last step done (or the first). */
  learningRate(): number {
    const { optimiser } = this.setup.training;
    const base = this.knobs['learningRate'] ?? optimiser.learningRate;
    return learningRateAt(Math.max(0, this.step - 1), { ...optimiser, learningRate: base }, this.steps);
  }

  /** One optimiser step. The features it needs must have been added. */
  async takeStep(): Promise<void> {
    const { training, seed } = this.setup;
    const { clipNorm } = training.optimiser;
    this.plan.fill(this.step, this.positions, this.versions);
    for (const version of new Set(this.versions))
      for (const teacher of this.teacherLogits) await teacher.ensure('train', version);
    this.collator.fill(this.positions, this.versions);
    // Dropout's stream too is named by role and step.
    const dropout = Rng.fromSeed(seed)
      .fork(training.role === 'student' ? 'student' : training.id)
      .fork(`dropout-${this.step}`);
    const params = { ...training.method.params, ...this.knobs };
    this.step++;
    const rate = this.learningRate();
    tidy(() => {
      const { x, ...known } = this.collator.tensors();
      const { total, named, gradients } = valueAndGradients(this.optimiser.params, () =>
        totalOf(this.terms({ studentLogits: this.net.forward(x, dropout).logits, ...known, params })),
      );
      this.optimiser.step(gradients, rate, clipNorm);
      this.losses.add({ ...named, total });
      dispose([total, ...Object.values(named), ...gradients]);
    });
  }

  /**
   * Mean of each named term, and of their weighted `total`, since the last call.
   * @throws StudioError `train/not-finite`
   */
  async readLosses(): Promise<Record<string, number>> {
    const means = await this.losses.read();
    for (const [term, value] of Object.entries(means))
      if (!Number.isFinite(value)) throw new StudioError('train/not-finite', { term, step: this.step });
    return means;
  }

  /** Scores the weights as they are on the validation voices and remembers the best by the one rule: accuracy, first wins. */
  async evaluate(): Promise<Evaluation> {
    const { labels, classes, reference } = this.setup;
    const logits = await this.net.logitsOf(this.rows, 'validation', 0);
    const scores = task.score(logits, labels.validation, classes.length);
    const loss = task.loss(logits, labels.validation, classes.length);
    if (!Number.isFinite(loss)) throw new StudioError('train/not-finite', { term: 'validation', step: this.step });
    const best = this.best === null || scores.accuracy > this.best.accuracy;
    if (best)
      this.best = { step: this.step, accuracy: scores.accuracy, weights: await packFlat(this.optimiser.params) };
    this.sinceBest = best ? 0 : this.sinceBest + 1;
    return {
      scores,
      loss,
      distillationLoss: reference
        ? distillationLoss(reference.validationLogits, logits, classes.length, reference.temperature)
        : null,
      best,
    };
  }

  /** @throws StudioError `train/not-finite`: what cannot be gone on from is not kept. */
  async checkpoint(): Promise<Checkpoint> {
    const { weights, moment1, moment2 } = await this.optimiser.read();
    if (!isAllFinite(weights)) throw new StudioError('train/not-finite', { term: 'weights', step: this.step });
    return {
      version: 1,
      trainingId: this.setup.training.id,
      step: this.step,
      weights,
      moment1,
      moment2,
      // Copied: what leaves may be transferred to another thread.
      best: this.best && { ...this.best, weights: this.best.weights.slice() },
      sinceBest: this.sinceBest,
      knobs: { ...this.knobs },
    };
  }

  get wasEvaluated(): boolean {
    return this.best !== null;
  }

  get bestStep(): number {
    return this.best?.step ?? 0;
  }

  /** The weights that were best on the validation voices. Copies: what leaves may be transferred to another thread. */
  async result(): Promise<TrainedModel> {
    const { training, normaliser } = this.setup;
    return {
      trainingId: training.id,
      family: training.family,
      settings: training.model,
      weights: this.best?.weights.slice() ?? (await packFlat(this.optimiser.params)),
      normaliser: { mean: normaliser.mean.slice(), inverseDeviation: normaliser.inverseDeviation.slice() },
    };
  }

  /** Training is over: the best weights take the place of the last ones. */
  keepBest(): void {
    if (this.best) this.optimiser.replaceWeights(this.best.weights);
  }

  /** Logits, [clips, K]. */
  predict(split: Split): Promise<Float32Array> {
    return this.net.logitsOf(this.rows, split, 0);
  }

  /** One forward pass of the first validation clip. */
  async inferOne(): Promise<void> {
    await this.net.infer(this.rows.view('validation', 0, 0, 1), 1);
  }

  dispose(): void {
    this.net.dispose();
    for (const teacher of this.teachers) teacher.dispose();
    this.losses.dispose();
  }

  private restore(checkpoint: Checkpoint): void {
    this.step = checkpoint.step;
    this.best = checkpoint.best;
    this.sinceBest = checkpoint.sinceBest;
    Object.assign(this.knobs, checkpoint.knobs);
  }
}

function stepsOf({ training, experiment }: TrainerSetup): number {
  return Math.min(training.optimiser.steps, experiment.limits.maxSteps ?? Infinity);
}

function allPositions(count: number): Int32Array {
  return Int32Array.from({ length: count }, (_, i) => i);
}
