import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { Experiment } from '../engine/config/experiment.ts';
import type { RunEvent } from '../engine/experiment/run-events.ts';
import { estimate, stagesOf } from './run-progress.ts';
import { awaitedRun, idleRun, reduceRun } from './run-reducer.ts';
import type { PlannedTraining } from './run-reducer.ts';
import type { RunView } from './run-view.ts';
import type { RunForecast } from './services.ts';

/** Curves, losses and counters are shown at most four times a second. */
export const FLUSH_MS = 250;

export interface RunState {
  readonly view: RunView;
  /** What the view is a run of; null before the first run. */
  readonly experiment: Experiment | null;
}

export interface RunStore extends StoreApi<RunState> {
  /**
   * Call before the runner starts or resumes: the events that follow belong to this experiment, and until they come the
   * page shows that it is being got ready.
   * @returns takes it back, for a run that was not accepted
   */
  expect(experiment: Experiment, forecast: RunForecast | null): () => void;
  /** Takes an event in; the store changes at once for what alters a status, else within {@link FLUSH_MS}. */
  receive(event: RunEvent): void;
}

/** The one place where events become what the page shows. */
export function createRunStore(): RunStore {
  const store = createStore<RunState>(() => ({ view: idleRun, experiment: null }));
  let planned: readonly PlannedTraining[] = [];
  let stages: readonly (readonly string[])[] = [];
  let forecast: RunForecast | null = null;
  let queue: RunEvent[] = [];
  let timer: ReturnType<typeof setTimeout> | null = null;

  const flush = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const events = queue;
    queue = [];
    const next = events.reduce((view, event) => reduceRun(view, event, planned), store.getState().view);
    const ended = next.status === 'stopped' || next.status === 'failed';
    store.setState({ view: ended ? next : { ...next, ...estimate(next, stages, forecast) } });
  };

  return Object.assign(store, {
    expect(experiment: Experiment, expected: RunForecast | null) {
      if (timer !== null) flush();
      const [state, ...before] = [store.getState(), planned, stages, forecast] as const;
      planned = experiment.trainings.map(({ id, role, teachers, optimiser }) => ({
        id,
        role,
        teachers,
        steps: Math.min(optimiser.steps, experiment.limits.maxSteps ?? Infinity),
      }));
      stages = stagesOf(planned);
      forecast = expected;
      store.setState({ experiment, view: awaitedRun(planned) });
      return () => {
        [planned, stages, forecast] = before;
        store.setState(state);
      };
    },
    receive(event: RunEvent) {
      queue.push(event);
      if (altersStatus(event)) flush();
      else timer ??= setTimeout(flush, FLUSH_MS);
    },
  });
}

function altersStatus(event: RunEvent): boolean {
  if (event.kind === 'features') return false;
  if (event.kind !== 'train') return true;
  const { kind } = event.event;
  return kind !== 'progress' && kind !== 'evaluated' && kind !== 'checkpoint';
}
