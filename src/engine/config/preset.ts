import type { Experiment, TaskId, Training } from './experiment.ts';

type Partially<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { readonly [K in keyof T]?: Partially<T[K]> }
    : T;

/** Part of an experiment, to be laid over a whole one; trainings are found by their id. */
export type ExperimentPatch = Partially<Omit<Experiment, 'version' | 'preset' | 'trainings'>> & {
  readonly trainings?: readonly (Partially<Omit<Training, 'id'>> & { readonly id: string })[];
};

/** A ready-made experiment: what differs from the default. Title and what to expect are in its locale files. */
export interface Preset {
  readonly id: string;
  /** What it is for: words by default. */
  readonly task?: TaskId;
  readonly changes: ExperimentPatch;
}
