import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { Catalogs } from '../engine/config/catalogs.ts';
import { differences } from '../engine/config/diff.ts';
import { editExperiment } from '../engine/config/edit.ts';
import type { Experiment, TaskConfig, TaskId } from '../engine/config/experiment.ts';
import type { Json } from '../engine/config/json.ts';
import { fromHash, toHash } from '../engine/config/link.ts';
import { valuesByPath } from '../engine/config/paths.ts';
import { presetExperiment } from '../engine/config/resolve.ts';
import { StudioError } from '../engine/core/errors.ts';
import type { ErrorReport } from '../engine/core/errors.ts';
import { fitTask, type Held } from './fit-task.ts';

const MOST_UNDO = 50;

type Source = Experiment['data']['source'];

export interface ExperimentState {
  readonly experiment: Experiment;
  /** How many seeds a run goes through, from the experiment's seed on. */
  readonly seedCount: number;
  /** Paths of all values that differ from the preset. */
  readonly changed: ReadonlySet<string>;
  readonly canUndo: boolean;
  /** Why the last edit or link was refused; the experiment stayed as it was. */
  readonly refused: ErrorReport | null;
  /** The task that nets and method were just changed for, until the next change. */
  readonly switchedTo: TaskId | null;
}

export interface ExperimentStore extends StoreApi<ExperimentState> {
  /** Values by path, changed together: `{ 'trainings.alone.model.width': 8, 'trainings.distilled.model.width': 8 }`. */
  edit(changes: Readonly<Record<string, Json>>): void;
  choosePreset(id: string): void;
  /** Says what is trained on; nets and method that cannot learn what it holds give way to those of a preset that can. */
  useSource(source: Source, held: Held): void;
  /** Says what is learnt, with the nets for it. */
  chooseTask(kind: TaskConfig['kind'], held: Held): void;
  /** Takes every value whose path begins with one of these back to the preset; what is trained on stays. */
  reset(prefixes: readonly string[]): void;
  undo(): void;
  setSeedCount(count: number): void;
  /** Takes over the experiment of a link (fragment without `#`); a bad one is refused and reported. */
  openLink(fragment: string): void;
  /** Takes over a whole experiment (a resumed run's). */
  replace(experiment: Experiment): void;
  link(): string;
  dismissRefusal(): void;
  /** It was read that the nets were changed. */
  dismissSwitch(): void;
}

/** The experiment that the next run will take. Every change is checked by the schema and the rules, and can be undone. */
export function createExperimentStore(catalogs: Catalogs, firstPreset: string): ExperimentStore {
  let past: Experiment[] = [];
  const stateOf = (experiment: Experiment) => ({
    experiment,
    changed: changedPaths(experiment, presetExperiment(experiment.preset, catalogs)),
    canUndo: past.length > 0,
    refused: null,
    switchedTo: null,
  });
  const store = createStore<ExperimentState>(() => ({
    ...stateOf(presetExperiment(firstPreset, catalogs)),
    seedCount: 1,
  }));
  const attempt = (make: (current: Experiment) => Experiment): void => {
    const { experiment } = store.getState();
    try {
      const next = make(experiment);
      past = [...past, experiment].slice(-MOST_UNDO);
      store.setState(stateOf(next));
    } catch (thrown) {
      store.setState({ refused: StudioError.from(thrown).toReport() });
    }
  };

  const fit = (change: (current: Experiment) => Experiment, kind: TaskConfig['kind'] | null, held: Held): void => {
    let switchedTo: TaskId | null = null;
    attempt((experiment) => {
      const fitted = fitTask(change(experiment), kind, held, catalogs);
      ({ switchedTo } = fitted);
      return fitted.experiment;
    });
    if (switchedTo) store.setState({ switchedTo });
  };

  return Object.assign(store, {
    edit: (changes: Readonly<Record<string, Json>>) =>
      attempt((experiment) => editExperiment(experiment, changes, catalogs)),
    choosePreset: (id: string) =>
      attempt(({ data }) => {
        const chosen = presetExperiment(id, catalogs);
        return {
          ...chosen,
          data: { ...chosen.data, source: sourceFor(chosen, data.source), unlabelled: data.unlabelled },
        };
      }),
    useSource: (source: Source, held: Held) => fit((experiment) => withSource(experiment, source), null, held),
    chooseTask: (kind: TaskConfig['kind'], held: Held) => fit((experiment) => experiment, kind, held),
    reset: (prefixes: readonly string[]) =>
      attempt((experiment) => {
        const base = valuesByPath(presetExperiment(experiment.preset, catalogs));
        const back = [...store.getState().changed].filter(
          (path) => prefixes.some((prefix) => within(path, prefix)) && !soundPaths.some((own) => within(path, own)),
        );
        const changes = back.flatMap((path): [string, Json][] => {
          const value = base.get(path);
          return value === undefined ? [] : [[path, value]];
        });
        return editExperiment(experiment, Object.fromEntries(changes), catalogs);
      }),
    undo() {
      const previous = past.at(-1);
      if (!previous) return;
      past = past.slice(0, -1);
      store.setState(stateOf(previous));
    },
    setSeedCount: (seedCount: number) => store.setState({ seedCount }),
    openLink: (fragment: string) => attempt(() => fromHash(fragment, catalogs)),
    replace: (experiment: Experiment) => attempt(() => experiment),
    link: () => toHash(store.getState().experiment, catalogs),
    dismissRefusal: () => store.setState({ refused: null }),
    dismissSwitch: () => store.setState({ switchedTo: null }),
  });
}

/** What is heard, which is no setting: it stays where settings go back. */
const soundPaths = ['data.source', 'data.unlabelled'];

/** A preset says how to teach, not on whose recordings, unless it is for a pack of its own. */
function sourceFor({ data, task }: Experiment, current: Source): Source {
  const isForAny = data.source.kind === 'pack';
  return isForAny && (current.kind === 'own' || task.kind === 'ctc') ? current : data.source;
}

function withSource(experiment: Experiment, source: Source): Experiment {
  return { ...experiment, data: { ...experiment.data, source } };
}

/** @param prefix a whole path or the beginning of one, up to a dot */
export function within(path: string, prefix: string): boolean {
  return path === prefix || path.startsWith(`${prefix}.`);
}

function changedPaths(experiment: Experiment, base: Experiment): ReadonlySet<string> {
  return new Set(differences(experiment, base).map(({ path }) => path));
}
