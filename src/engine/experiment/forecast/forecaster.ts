import type { Experiment, Training } from '../../config/experiment.ts';
import { MAX_WINDOW_SECONDS } from '../../config/frame-geometry.ts';
import { predictTime, type PredictedTime, type RunSize } from '../../config/predict-time.ts';
import { StudioError } from '../../core/errors.ts';
import { oneAtATime } from '../../core/one-at-a-time.ts';
import { groupsOf, threadsEach } from '../../config/stages.ts';
import type { FeatureWork } from '../../data/measure-features.ts';
import type { FeatureMaker } from '../feature-maker.ts';
import type { NetShape } from '../../models/model.ts';
import type { BackendRequest, StepProbe, Trainer } from '../../train/trainer.ts';
import { probeSetup, type ProbeWhole } from './probe-setup.ts';

/** Work that measures in a thread of its own, which can be ended at once. */
interface Endable {
  end(): void;
}

export type Prober = Pick<Trainer, 'probe'> & Endable;

export type FeatureProber = Pick<FeatureMaker, 'measureMs'> & Endable;

export interface ForecasterParts {
  createProber(): Prober;
  createFeatureProber(): FeatureProber;
  /** Name from the address bar, or `auto`, with what is known of backends here. */
  request(): Promise<BackendRequest>;
  /** Keeps what was measured, for the choice of a backend and the next visit. */
  keep(measured: StepProbe['measured']): void;
  /** That the trainings of a run may use together. */
  readonly threads: number;
}

/** What a forecast needs to know of the data. */
export interface ForecastSize {
  /** Of one clip that is labelled; of those taken whole one of mean length. */
  readonly shape: NetShape;
  /** The same where those without labels are drawn too. */
  readonly shapeOfAll: NetShape;
  readonly clipSeconds: number;
  /** Null for words. */
  readonly whole: ProbeWhole | null;
  readonly clips: RunSize;
  /** Of the features that are held at once, with what nets answer. */
  readonly memoryBytes: number;
  /** Of the samples, with those that are heard without labels, and of the features that can be kept. */
  readonly diskBytes: number;
}

type NetsSize = Pick<ForecastSize, 'shape' | 'shapeOfAll' | 'whole'>;

export interface Forecast extends PredictedTime, Pick<ForecastSize, 'memoryBytes' | 'diskBytes'> {
  /** Training clips do not fit into memory: their features are made portion by portion. */
  readonly inPortions: boolean;
  /** Of the first training. */
  readonly backend: string;
}

interface Measure {
  readonly backend: string;
  readonly stepMs: number;
}

/**
 * Measures real training steps of each net of an experiment on this machine, with the threads that the run will give
 * it, and the features of a clip, and predicts the run from them. The same figures decide which backend the run takes. One measurement at a time;
 * each is made once a visit, and not at all when it is known from an earlier one.
 */
export class StepForecaster {
  private readonly measured = new Map<string, Measure>();
  private readonly featureMs = new Map<string, number>();
  private readonly inTurn = oneAtATime((work: () => Promise<Forecast>) => work());
  private prober: Prober | null = null;
  private featureProber: FeatureProber | null = null;
  private busy = false;

  constructor(private readonly parts: ForecasterParts) {}

  /** Rejects when aborted before all was measured, when no backend works, and when it cannot measure now. */
  forecast(
    experiment: Experiment,
    { clipSeconds, clips, memoryBytes, diskBytes, ...nets }: ForecastSize,
    signal: AbortSignal,
  ): Promise<Forecast> {
    return this.inTurn(async () => {
      const measures = await this.measureAll(experiment, nets, signal);
      const stepMs = Object.fromEntries([...measures].map(([id, measure]) => [id, measure.stepMs]));
      signal.throwIfAborted();
      const { frontEnd, data } = experiment;
      // What is longer than a window takes as much longer.
      const windowSeconds = Math.min(MAX_WINDOW_SECONDS, clipSeconds);
      const windowMs = await this.measureFeatures({
        frontEnd,
        noise: data.noise,
        augment: data.augment,
        windowSeconds,
      });
      const featureMs = (windowMs * clipSeconds) / windowSeconds;
      const predicted = predictTime(experiment, clips, { stepMs, featureMs, threads: this.parts.threads });
      const { backend } = [...measures.values()][0]!;
      return { backend, ...predicted, memoryBytes, diskBytes, inPortions: clips.inPortions };
    });
  }

  /** While the machine trains nothing is measured: the figures would be wrong, and the training slower. */
  setBusy(busy: boolean): void {
    this.busy = busy;
    if (!busy) return;
    this.prober?.end();
    this.featureProber?.end();
  }

  private async measureFeatures(work: FeatureWork): Promise<number> {
    const key = JSON.stringify(work);
    const known = this.featureMs.get(key);
    if (known !== undefined) return known;
    if (this.busy) throw new StudioError('train/stopped');
    this.featureProber = this.parts.createFeatureProber();
    try {
      const ms = await this.featureProber.measureMs(work);
      this.featureMs.set(key, ms);
      return ms;
    } finally {
      this.featureProber.end();
      this.featureProber = null;
    }
  }

  private async measureAll(
    experiment: Experiment,
    { shape, shapeOfAll, whole }: NetsSize,
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, Measure>> {
    const measures = new Map<string, Measure>();
    try {
      for (const group of groupsOf(experiment.trainings, this.parts.threads))
        for (const training of group) {
          signal.throwIfAborted();
          const threads = threadsEach(this.parts.threads, group.length);
          const drawn = { shape: hearsAll(training) ? shapeOfAll : shape, whole };
          measures.set(training.id, await this.measure(training, experiment, drawn, threads));
        }
    } finally {
      this.prober?.end();
      this.prober = null;
    }
    return measures;
  }

  private async measure(
    training: Training,
    experiment: Experiment,
    { shape, whole }: Pick<ForecastSize, 'shape' | 'whole'>,
    threads: number,
  ): Promise<Measure> {
    const { family, model, optimiser } = training;
    const key = JSON.stringify([family, model, shape, whole, optimiser.batchSize, threads]);
    const known = this.measured.get(key);
    if (known) return known;
    const request = { ...(await this.parts.request()), threads };
    if (this.busy) throw new StudioError('train/stopped');
    this.prober ??= this.parts.createProber();
    const { backend, measured } = await this.prober.probe(probeSetup(training, experiment, { shape, whole }, request));
    this.parts.keep(measured);
    const stepMs = backend.stepMs[backend.name];
    if (stepMs === undefined) throw new StudioError('backend/none-works', { backends: backend.name });
    const measure = { backend: backend.name, stepMs };
    this.measured.set(key, measure);
    return measure;
  }
}

/** Audio without labels is for those that a teacher tells what is said in it. */
function hearsAll({ teachers, data }: Training): boolean {
  return teachers.length > 0 && data === 'all';
}
