import { StudioError } from '../core/errors.ts';
import type { Rng } from '../core/rng.ts';
import type { FeatureBlock } from '../data/feature-block.ts';
import type { Split } from '../data/dataset.ts';
import { methods } from '../distill/catalog.ts';
import type { LossTerm, MethodInput } from '../distill/method.ts';
import { dispose, drawInitial, isAllFinite, packFlat, tidy, valueAndGradients, type Scalar } from '../tensor/index.ts';
import { poolingBetween, sequencesFor, type Pooling } from '../models/frame-rate.ts';
import { taskOf } from '../tasks/catalog.ts';
import type { BatchTargets, Decoded } from '../tasks/task.ts';
import { BatchCollator } from './batch-collator.ts';
import type { BatchDraws } from './batch-draws.ts';
import type { Checkpoint } from './checkpoint.ts';
import { Evaluator, type Evaluation } from './evaluation.ts';
import { FeatureRows } from './feature-rows.ts';
import { sequenceOf } from './sequence-of.ts';
import { LossMeter } from './loss-meter.ts';
import { frozenParams, layoutOf, Net } from './net.ts';
import { Adam } from './optimiser.ts';
import { learningRateAt } from './schedule.ts';
import { totalOf } from './loss-total.ts';
import type { PortionPlan } from './portion-plan.ts';
import { TeacherLogits } from './teacher-logits.ts';
import type { FairnessProof, TrainedModel, TrainerSetup } from './trainer.ts';
import { fairnessOf, planOf, portionsOf, stepsOf, streamOf } from './training-plan.ts';

type Terms = (input: MethodInput) => Readonly<Record<string, LossTerm>>;

/**
 * The numerics of one training: what a step, an evaluation and a checkpoint are. When they happen, and who hears of
 * it, is the trainer's business.
 */
export class TrainingSession {
  readonly steps: number;
  /** Steps done. */
  step = 0;
  private readonly evaluator: Evaluator;
  private readonly losses = new LossMeter();
  private readonly knobs: Record<string, number> = {};
  private readonly positions: Int32Array;
  private readonly versions: Int32Array;
  /** The step whose batch `positions` and `versions` hold. */
  private drawn = -1;
  private readonly collator: BatchCollator;
  private readonly pooling: { readonly pooling?: Pooling };
  /** Null where training clips come whole. */
  private readonly portions: PortionPlan | null;

  private constructor(
    private readonly setup: TrainerSetup,
    private readonly rows: FeatureRows,
    private readonly net: Net,
    private readonly teachers: readonly TeacherLogits[],
    private readonly terms: Terms,
    private readonly optimiser: Adam,
    private readonly plan: BatchDraws,
    private readonly targets: BatchTargets,
    private readonly stream: Rng,
    readonly fairness: FairnessProof,
  ) {
    const { batchSize } = setup.training.optimiser;
    this.steps = stepsOf(setup);
    this.portions = portionsOf(setup, plan);
    this.positions = new Int32Array(batchSize);
    this.versions = new Int32Array(batchSize);
    this.collator = new BatchCollator(setup, rows, teachers, targets);
    const [teacher] = setup.teachers;
    const own = { family: setup.training.family, settings: setup.training.model };
    this.pooling = setup.sequences && teacher ? { pooling: poolingBetween(teacher, own) } : {};
    this.evaluator = new Evaluator(setup, rows, net, setup.resume);
    if (!setup.resume) return;
    this.step = setup.resume.step;
    Object.assign(this.knobs, setup.resume.knobs);
  }

  static async create(setup: TrainerSetup): Promise<TrainingSession> {
    const { training, shape, classes, sequences } = setup;
    const layout = layoutOf(training.family, training.model, shape, classes.length);
    const stream = streamOf(setup);
    const initial = drawInitial(layout, stream.fork('weights'));
    const rows = new FeatureRows(shape, sequences?.lengths);
    const plan = planOf(setup, stream);
    const { terms } = await methods.get(training.method.id).load();
    const { createTargets } = await taskOf(setup).load();
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
    return new TrainingSession(
      setup,
      rows,
      net,
      teachers.map((teacher, i) => {
        const { family, settings } = setup.teachers[i]!;
        const outLengths = sequences && sequencesFor(sequences, family, settings).outLengths.train;
        return new TeacherLogits(teacher, rows, classes.length, outLengths ?? null);
      }),
      terms,
      optimiser,
      plan,
      createTargets(setup),
      stream,
      fairnessOf(setup, initial, plan),
    );
  }

  /** Resolves when there is room for more. */
  addFeatures(block: FeatureBlock): Promise<void> {
    return this.rows.add(block);
  }

  /** Null where the features of the next step are there; else settles when more have come. */
  comingForStep(): Promise<void> | null {
    const { rows, portions } = this;
    if (portions) return rows.enterPortion(portions.indexOf(this.step));
    this.draw();
    for (const version of this.versions) if (!rows.has('train', version)) return rows.arrival('train', version);
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
    const { training } = this.setup;
    const { clipNorm } = training.optimiser;
    this.draw();
    for (const teacher of this.teachers) await teacher.prepare(this.versions);
    this.collator.fill(this.positions, this.versions);
    // Dropout's stream too is named by role and step.
    const dropout = this.stream.fork(`dropout-${this.step}`);
    const params = { ...training.method.params, ...this.knobs };
    this.step++;
    const rate = this.learningRate();
    tidy(() => {
      const { x, lengths, ...known } = this.collator.tensors();
      const labelLoss = this.targets.loss();
      const { total, named, gradients } = valueAndGradients(this.optimiser.params, () => {
        const { logits, outLengths } = this.net.forward(x, dropout, lengths);
        const sequence = this.setup.sequences
          ? { ...sequenceOf(outLengths, logits, this.blank), ...this.pooling }
          : null;
        const hard = (): Scalar => labelLoss({ logits, outLengths });
        return totalOf(this.terms({ studentLogits: logits, labelLoss: hard, ...known, sequence, params }));
      });
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

  /** Scores the weights as they are on the validation voices. @throws StudioError `train/not-finite` */
  evaluate(): Promise<Evaluation> {
    return this.evaluator.evaluate(this.step, () => packFlat(this.optimiser.params));
  }

  /** @throws StudioError `train/not-finite`: what cannot be gone on from is not kept. */
  async checkpoint(): Promise<Checkpoint> {
    const { weights, moment1, moment2 } = await this.optimiser.read();
    if (!isAllFinite(weights)) throw new StudioError('train/not-finite', { term: 'weights', step: this.step });
    const { best, sinceBest } = this.evaluator;
    return {
      version: 1,
      trainingId: this.setup.training.id,
      step: this.step,
      weights,
      moment1,
      moment2,
      // Copied: what leaves may be transferred to another thread.
      best: best && { ...best, weights: best.weights.slice() },
      sinceBest,
      knobs: { ...this.knobs },
    };
  }

  get wasEvaluated(): boolean {
    return this.evaluator.best !== null;
  }

  get bestStep(): number {
    return this.evaluator.best?.step ?? 0;
  }

  /** Evaluations since the best one. */
  get sinceBest(): number {
    return this.evaluator.sinceBest;
  }

  /** The weights that were best on the validation voices. Copies: what leaves may be transferred to another thread. */
  async result(): Promise<TrainedModel> {
    const { training, normaliser } = this.setup;
    return {
      trainingId: training.id,
      family: training.family,
      settings: training.model,
      weights: this.evaluator.best?.weights.slice() ?? (await packFlat(this.optimiser.params)),
      normaliser: { mean: normaliser.mean.slice(), inverseDeviation: normaliser.inverseDeviation.slice() },
    };
  }

  /** Training is over: the best weights take the place of the last ones. */
  keepBest(): void {
    const { best } = this.evaluator;
    if (best) this.optimiser.replaceWeights(best.weights);
  }

  /** Logits as {@link Net.logitsOf} gives them. */
  predict(split: Split): Promise<Float32Array> {
    return this.net.logitsOf(this.rows.of(split, 0));
  }

  /** By the decoder of the experiment; null where the logits alone tell. */
  async decode(split: Split): Promise<Decoded | null> {
    const decoder = taskOf(this.setup).decoder(this.setup);
    return decoder && decoder(await this.predict(split), split);
  }

  /** One forward pass of the first validation clip. */
  async inferOne(): Promise<void> {
    await this.net.infer(this.rows.of('validation', 0).view(0, 1), 1);
  }

  dispose(): void {
    this.rows.dispose();
    this.net.dispose();
    for (const teacher of this.teachers) teacher.dispose();
    this.losses.dispose();
    this.collator.dispose();
  }

  /** Of sequences, the class after all symbols. */
  private get blank(): number {
    return this.setup.classes.length - 1;
  }

  /** The batch of the next step. */
  private draw(): void {
    if (this.drawn === this.step) return;
    this.plan.fill(this.step, this.positions, this.versions);
    this.drawn = this.step;
  }
}
