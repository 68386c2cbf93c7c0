import type { ParamSpec } from '../core/param-spec.ts';
import type { Registry } from '../core/registry.ts';
import type { TaskId } from './experiment.ts';

/** What validation needs to know of a model family. */
export interface FamilySpec {
  readonly id: string;
  /** What its nets can learn. */
  readonly tasks: readonly TaskId[];
  readonly params: readonly ParamSpec[];
}

/** What validation needs to know of a distillation method. */
export interface MethodSpec {
  readonly id: string;
  /** What it can teach. */
  readonly tasks: readonly TaskId[];
  readonly params: readonly ParamSpec[];
  readonly needsTeacher: boolean;
}

/** The plug-ins that an experiment may name. */
export interface Catalogs {
  readonly models: Registry<FamilySpec>;
  readonly methods: Registry<MethodSpec>;
}
