import type { Experiment } from '../config/experiment.ts';
import type { Dataset } from '../data/dataset.ts';
import type { MemoryGiven } from './feature-memory.ts';
import type { ForecastSize } from './forecast/forecaster.ts';
import { sizeOfPlan } from './forecast/plan-size.ts';
import { planRun, type RunPlan } from './plan-run.ts';

/** Names what is told of clips: fingerprints leave the names of files out. */
export interface ToldName {
  readonly fingerprint: string;
  readonly clips: number;
  /** Id of the first; empty without any. */
  readonly first: string;
}

/** Which run is to be planned. Plain data. */
export interface PlanRequest {
  readonly dataset: ToldName;
  /** The audio without labels beside it. */
  readonly unlabelled: ToldName | null;
  readonly experiment: Experiment;
  readonly memory: MemoryGiven;
}

export interface SizedPlan {
  readonly plan: RunPlan;
  readonly size: ForecastSize;
}

/** In use, heard without labels, waiting to be used, and the one before. */
const MOST_HELD = 4;

/** Plans runs on what datasets tell of their clips, and remembers the last plan: a forecast asks before the run does. */
export class RunPlanner {
  /** By name, without sound; the newest comes last. */
  private readonly held = new Map<string, Dataset>();
  private last: (SizedPlan & { readonly key: string }) | null = null;

  hold({ unlabelled, ...dataset }: Dataset): void {
    this.add(dataset);
    if (unlabelled) this.add({ id: '', classes: [], skipped: [], ...unlabelled });
  }

  /**
   * Null where the dataset, or the audio beside it, is not held.
   * @throws StudioError when the experiment cannot run on this dataset, or not with this memory
   */
  plan(request: PlanRequest): SizedPlan | null {
    const dataset = this.held.get(keyOf(request.dataset));
    const unlabelled = request.unlabelled && this.held.get(keyOf(request.unlabelled));
    if (!dataset || (request.unlabelled !== null && !unlabelled)) return null;
    const key = JSON.stringify([request.dataset, request.unlabelled, touching(request.experiment), request.memory]);
    if (this.last?.key === key) return this.last;
    const given = { ...dataset, ...(unlabelled && { unlabelled }) };
    const plan = planRun(given, request.experiment, request.memory);
    this.last = { key, plan, size: sizeOfPlan(given, plan, request.experiment) };
    return this.last;
  }

  private add(dataset: Dataset): void {
    const { fingerprint, utterances } = dataset;
    const key = keyOf({ fingerprint, clips: utterances.length, first: utterances[0]?.id ?? '' });
    this.last = null;
    this.held.delete(key);
    this.held.set(key, { ...dataset, pcm: new Float32Array(0) });
    for (const oldest of [...this.held.keys()].slice(0, -MOST_HELD)) this.held.delete(oldest);
  }
}

function keyOf({ fingerprint, clips, first }: ToldName): string {
  return JSON.stringify([fingerprint, clips, first]);
}

/** What of an experiment a plan hangs on: not how long, how fast and how warm is trained. */
function touching({ seed, task, limits, frontEnd, data, trainings }: Experiment): unknown {
  const nets = trainings.map(({ method, optimiser: { batchSize }, ...net }) => [net, method.id, batchSize]);
  return [seed, task, limits.maxClips, frontEnd, data, nets];
}
