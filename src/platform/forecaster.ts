import type { Experiment, Training } from '../engine/config/experiment.ts';
import { predictTime, speedFromSteps, type FamilySpeed, type MeasuredStep } from '../engine/config/predict-time.ts';
import type { ModelCost, NetShape } from '../engine/models/model.ts';
import type { Trainer, TrainerSetup } from '../engine/train/trainer.ts';

/** Batches of the two steps that a speed is fitted to. */
const SMALL_BATCH = 4;

export interface ForecasterParts {
  createTrainer(): Trainer;
  costOf(training: Training, shape: NetShape): ModelCost;
  /** Name from the address bar, or `auto`. */
  readonly backend: string;
  /** Results of earlier self-tests. */
  known(): Promise<Readonly<Record<string, boolean>>>;
  readonly maxParallel: number;
}

/** What a forecast needs to know of the data. */
export interface ForecastSize {
  readonly shape: NetShape;
  readonly clips: { readonly train: number; readonly validation: number; readonly test: number };
}

export interface Forecast {
  readonly backend: string;
  readonly trainings: Readonly<Record<string, { readonly stepMs: number; readonly seconds: number }>>;
  readonly secondsPerSeed: number;
}

interface FamilyMeasure {
  readonly backend: string;
  readonly speed: FamilySpeed;
}

/**
 * Measures real training steps on this machine, a small and a large batch of the largest net of each family, and
 * predicts a run from them. One measurement at a time; each is made once a visit.
 */
export class StepForecaster {
  private readonly measured = new Map<string, Promise<FamilyMeasure>>();
  private queue: Promise<unknown> = Promise.resolve();

  constructor(private readonly parts: ForecasterParts) {}

  /** Rejects when aborted before the measuring began, or when no backend works. */
  async forecast(experiment: Experiment, { shape, clips }: ForecastSize, signal: AbortSignal): Promise<Forecast> {
    const costs = Object.fromEntries(
      experiment.trainings.map((training) => [training.id, this.parts.costOf(training, shape)]),
    );
    const speeds: Record<string, FamilySpeed> = {};
    let backend = '';
    for (const training of largestOfEachFamily(experiment.trainings, costs)) {
      signal.throwIfAborted();
      const measure = await this.speedOf(training, costs[training.id]!, experiment, shape);
      speeds[training.family] = measure.speed;
      backend ||= measure.backend;
    }
    const predicted = predictTime(experiment, { costs, clips }, { speeds, maxParallel: this.parts.maxParallel });
    return { backend, ...predicted };
  }

  private speedOf(
    training: Training,
    cost: ModelCost,
    experiment: Experiment,
    shape: NetShape,
  ): Promise<FamilyMeasure> {
    const { family, model, optimiser } = training;
    const key = JSON.stringify([family, model, shape, optimiser.batchSize]);
    const known = this.measured.get(key);
    if (known) return known;
    const fresh = this.queue.then(() => this.measure(training, cost, experiment, shape));
    this.queue = fresh.catch(() => undefined);
    this.measured.set(key, fresh);
    // What failed may be tried again.
    fresh.catch(() => this.measured.delete(key));
    return fresh;
  }

  private async measure(
    training: Training,
    cost: ModelCost,
    experiment: Experiment,
    shape: NetShape,
  ): Promise<FamilyMeasure> {
    const trainer = this.parts.createTrainer();
    try {
      const backend = { name: this.parts.backend, known: await this.parts.known() };
      const step = async (batchSize: number): Promise<MeasuredStep & { readonly backend: string }> => {
        const probe = await trainer.probe(probeSetup(training, experiment, shape, batchSize, backend));
        return { macs: cost.macs, batchSize, ms: probe.stepMs, backend: probe.backend.name };
      };
      const small = await step(SMALL_BATCH);
      const large = await step(Math.max(2 * SMALL_BATCH, training.optimiser.batchSize));
      return { backend: large.backend, speed: speedFromSteps(small, large) };
    } finally {
      await trainer.dispose();
    }
  }
}

function largestOfEachFamily(
  trainings: readonly Training[],
  costs: Readonly<Record<string, ModelCost>>,
): readonly Training[] {
  const largest = new Map<string, Training>();
  for (const training of trainings) {
    const before = largest.get(training.family);
    if (!before || costs[training.id]!.macs > costs[before.id]!.macs) largest.set(training.family, training);
  }
  return [...largest.values()];
}

/** The training without its teachers, over just one batch of clips. */
function probeSetup(
  training: Training,
  experiment: Experiment,
  { frames, bins, classes }: NetShape,
  batchSize: number,
  backend: TrainerSetup['backend'],
): TrainerSetup {
  const labels = new Int32Array(batchSize).map((_, i) => i % classes);
  return {
    runId: 'probe',
    experiment: { ...experiment, data: { ...experiment.data, noise: { ...experiment.data.noise, versions: 1 } } },
    training: {
      ...training,
      method: { id: 'none', params: {} },
      teachers: [],
      data: 'all',
      optimiser: { ...training.optimiser, batchSize },
    },
    seed: experiment.seed,
    shape: { frames, bins, windowSamples: 0 },
    normaliser: { mean: new Float32Array(bins), inverseDeviation: new Float32Array(bins).fill(1) },
    classes: Array.from({ length: classes }, (_, i) => String(i)),
    labels: { train: labels, validation: labels, test: labels },
    labelled: Int32Array.from(labels.keys()),
    teachers: [],
    reference: null,
    resume: null,
    backend,
  };
}
