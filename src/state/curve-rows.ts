import type { CurveMetric, Mark, Point, RunView } from './run-view.ts';
import { thin } from './thin.ts';

const MOST_POINTS = 120;

/** One training's curve over all seeds so far: the mean, and from lowest to highest when there are several. */
export interface SeedCurve {
  readonly trainingId: string;
  /** With every seed that has points its patience ended before its steps did. */
  readonly stoppedEarly: boolean;
  readonly points: readonly (Point & { readonly low: number; readonly high: number })[];
}

/** A step of all curves: `mean` by training id. */
export interface CurveRow {
  readonly step: number;
  readonly mean: Readonly<Record<string, number>>;
}

/** The curves of a metric, trainings in the run's order; those without a point are left out. */
export function seedCurves(view: RunView, metric: CurveMetric): readonly SeedCurve[] {
  const seeds = [...view.earlier.map(({ trainings }) => trainings), view.trainings];
  return view.order.flatMap((trainingId) => {
    const trained = seeds.flatMap((trainings) => {
      const training = trainings[trainingId];
      return training && training.curves[metric].length > 0 ? [training] : [];
    });
    if (trained.length === 0) return [];
    const stoppedEarly = trained.every((training) => training.stoppedEarly);
    return [{ trainingId, stoppedEarly, points: over(trained.map(({ curves }) => thin(curves[metric], MOST_POINTS))) }];
  });
}

/** @returns one row a step that any curve has, ascending */
export function curveRows(curves: readonly SeedCurve[]): readonly CurveRow[] {
  const rows = new Map<number, Record<string, number>>();
  for (const { trainingId, points } of curves) {
    for (const { step, value } of points) rows.set(step, { ...rows.get(step), [trainingId]: value });
  }
  return [...rows].sort(([a], [b]) => a - b).map(([step, mean]) => ({ step, mean }));
}

/** Each turn of a knob once, though every training that heard of it reports it. */
export function distinctMarks(marks: readonly Mark[]): readonly Mark[] {
  return marks.filter((mark, index) => {
    const before = marks.slice(0, index).findLast(({ key }) => key === mark.key);
    return before?.value !== mark.value || before.trainingId === mark.trainingId;
  });
}

function over(curves: readonly (readonly Point[])[]): SeedCurve['points'] {
  const byStep = new Map<number, number[]>();
  for (const { step, value } of curves.flat()) byStep.set(step, [...(byStep.get(step) ?? []), value]);
  return [...byStep]
    .sort(([a], [b]) => a - b)
    .map(([step, values]) => ({
      step,
      value: values.reduce((sum, value) => sum + value, 0) / values.length,
      low: Math.min(...values),
      high: Math.max(...values),
    }));
}
