import { availableParallelism } from 'node:os';
import type { BackendFacts } from '../contestants/contestant.ts';
import type { BenchOptions, LibraryId, PlaceId } from '../options.ts';
import type { Where } from '../report/schema.ts';
import type { Task } from '../works/task.ts';

/** One that takes part in a task. */
export interface Entrant {
  readonly library: LibraryId;
  readonly backend: string;
  readonly where: Where;
  /** Null where the library or a GPU decides. */
  readonly threads: number | null;
}

/** As in tables and files. */
export function nameOf({ library, backend }: Entrant): string {
  return backend === '' ? library : `${library} ${backend}`;
}

const gpus = ['webgpu', 'webgl'];
/** Stillhouse's backends that share a step among threads. */
const threaded = ['simd'];

/** Up to two threads: more are of no use to nets of this size, and every machine has two. */
function upToTwo(cores: number): number[] {
  return cores > 1 ? [1, 2] : [1];
}

/** Nobody else in a browser has CTC. */
function isOfSentences({ kind }: Task): boolean {
  return kind === 'ctc' || kind === 'recogniser';
}

type Facts = ReadonlyMap<PlaceId, readonly BackendFacts[]>;

/** Who takes part in a task here, in the order of their turns. */
export function entrantsFor(
  task: Task,
  options: BenchOptions,
  facts: Facts,
  cores = availableParallelism(),
): Entrant[] {
  const all = options.where.flatMap((where) => {
    const here = (facts.get(where) ?? []).filter(({ available, software, id }) => {
      return available && !(options.quick && (software || id === 'cpu'));
    });
    return task.kind === 'log-mel'
      ? frontEnd(where)
      : [...ours(where, here, cores), ...(isOfSentences(task) ? [] : stock(task, where, here, cores))];
  });
  const wanted = [...all, ...pytorch(task, cores)].filter(
    ({ library, backend }) =>
      options.who.includes(library) &&
      (options.backends === null || library === 'pytorch' || options.backends.includes(backend)),
  );
  return wanted;
}

function frontEnd(where: PlaceId): Entrant[] {
  return [{ library: 'ours', backend: 'front end', where, threads: 1 }];
}

function ours(where: PlaceId, here: readonly BackendFacts[], cores: number): Entrant[] {
  return here.flatMap(({ id }) => {
    const threads = gpus.includes(id) ? [null] : threaded.includes(id) ? upToTwo(cores) : [1];
    return threads.map((threads): Entrant => ({ library: 'ours', backend: id, where, threads }));
  });
}

/** The others of the browser; their GPU backends are there where ours are. */
function stock(task: Task, where: PlaceId, here: readonly BackendFacts[], cores: number): Entrant[] {
  const graphics = gpus.filter((gpu) => here.some(({ id }) => id === gpu));
  const onGpu = (library: LibraryId): Entrant[] =>
    graphics.map((backend) => ({ library, backend, where, threads: null }));
  // tfjs-wasm has no threads in Node.
  const threads = where === 'chromium' ? upToTwo(cores) : [1];
  const onWasm = (library: LibraryId): Entrant[] =>
    threads.map((threads) => ({ library, backend: 'wasm', where, threads }));
  const layers = task.kind === 'net' ? [...onWasm('tf.layers'), ...onGpu('tf.layers')] : [];
  const jax: Entrant[] = [{ library: 'jax-js', backend: 'wasm', where, threads: null }, ...onGpu('jax-js')];
  return [...onWasm('tfjs'), ...onGpu('tfjs'), ...layers, ...jax];
}

function pytorch(task: Task, cores: number): Entrant[] {
  if (task.kind === 'log-mel')
    return ['torchaudio in one call', 'torchaudio in pieces'].map((backend) => ({
      library: 'pytorch',
      backend,
      where: 'python',
      threads: 1,
    }));
  return upToTwo(cores).map((threads) => ({ library: 'pytorch', backend: '', where: 'python', threads }));
}
