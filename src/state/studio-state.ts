import type { CurvePoint, Report, ReportModel } from '../engine/experiment/report.ts';
import { REPORT_VERSION } from '../engine/experiment/report.ts';
import type { Experiment } from '../engine/config/experiment.ts';
import { curveMetrics } from './run-view.ts';
import type { RunView, TrainingView } from './run-view.ts';
import type { DatasetSummary } from './services.ts';
import { thin } from './thin.ts';

const MOST_POINTS = 120;

/** The report as far as it is known, for `#studio-state`: whole once the run is finished. */
export type StudioState = { readonly status: RunView['status'] } & (
  | Report
  | {
      readonly version: typeof REPORT_VERSION;
      readonly config: Experiment;
      readonly dataset: Report['dataset'] | null;
      readonly sentences?: Report['sentences'];
      readonly phones?: Report['phones'];
      readonly models: Readonly<Record<string, Omit<ReportModel, 'metrics'>>>;
      readonly verdict: null;
      readonly runs: readonly never[];
      readonly curves: readonly CurvePoint[];
      readonly backend: Report['backend'] | null;
      readonly progress: number;
      readonly error: RunView['error'];
    }
);

/** @param experiment what was run; before the first run, what would be */
export function studioState(view: RunView, experiment: Experiment, dataset: DatasetSummary | null): StudioState {
  if (view.report) return { status: view.status, ...view.report };
  const seeds = view.seed === null ? [] : [...view.earlier, { seed: view.seed, trainings: view.trainings }];
  return {
    status: view.status,
    version: REPORT_VERSION,
    config: experiment,
    dataset: dataset && {
      clips: dataset.clips,
      speakers: dataset.speakers,
      classes: dataset.classes.map(({ name }) => name),
      minutes: dataset.seconds / 60,
      skipped: dataset.skipped,
    },
    ...(view.sentences && { sentences: view.sentences }),
    ...(view.phones && { phones: view.phones }),
    models: knownModels(experiment, view),
    verdict: null,
    runs: [],
    curves: seeds.flatMap(({ seed, trainings }) => Object.values(trainings).flatMap((one) => curvesOf(seed, one))),
    backend: Object.values(view.trainings).find((training) => training.backend)?.backend ?? null,
    progress: view.progress,
    error: view.error,
  };
}

function knownModels(experiment: Experiment, view: RunView): Record<string, Omit<ReportModel, 'metrics'>> {
  return Object.fromEntries(
    experiment.trainings.flatMap(({ id, role, family }): [string, Omit<ReportModel, 'metrics'>][] => {
      const cost = view.trainings[id]?.cost;
      return cost ? [[id, { role, family, ...cost }]] : [];
    }),
  );
}

function curvesOf(seed: number, training: TrainingView): CurvePoint[] {
  return curveMetrics.flatMap((metric) =>
    thin(training.curves[metric], MOST_POINTS).map(({ step, value }) => ({
      seed,
      model: training.id,
      step,
      metric,
      value,
    })),
  );
}
