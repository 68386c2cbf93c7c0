import type { BackendReport, BackendRequest } from '../../train/trainer.ts';
import type { Candidate } from './candidate.ts';

type Refusal = BackendReport['refused'][number];

/** How steps are measured, and who is told. */
export interface StepMeasure {
  /**
   * Milliseconds of a training step on the backend in use.
   * @param bestMs of those measured before: one that is clearly slower need not be measured further
   */
  step(bestMs: number | null): Promise<number>;
  /** @param ms null when a step failed */
  found(stepKey: string, ms: number | null): void;
}

export interface Comparison {
  /** The fastest first where every candidate was measured, else as given. */
  readonly inOrder: readonly Candidate[];
  /** By name, of those measured. */
  readonly stepMs: Readonly<Record<string, number>>;
  /** Those that could not do a step of this net, where another could. */
  readonly failed: readonly Candidate[];
  /** Whether the order is that of the measured times. */
  readonly isWhole: boolean;
}

/**
 * Puts candidates in order by what is known of them.
 * @param refuse told of those that do not start or fail their self-test before they could be measured
 * @throws whatever a step throws when it was measured and failed on all
 */
export async function compare(
  candidates: readonly Candidate[],
  request: BackendRequest,
  refuse: (refusal: Refusal) => void,
  measure?: StepMeasure,
): Promise<Comparison> {
  const times = new Map<Candidate, number | null>();
  for (const candidate of candidates) {
    const known = knownMs(request.stepMs ?? {}, candidate.stepKey);
    if (known !== undefined) times.set(candidate, known);
  }
  const working = measure ? await measureMissing(candidates, times, refuse, measure) : candidates;
  const timeOf = (candidate: Candidate): number => times.get(candidate) ?? Infinity;
  const finite = working.filter((candidate) => timeOf(candidate) < Infinity);
  const isWhole = finite.length > 0 && working.every((candidate) => times.has(candidate));
  return {
    inOrder: isWhole ? finite.toSorted((a, b) => timeOf(a) - timeOf(b)) : working,
    stepMs: Object.fromEntries(finite.map((candidate) => [candidate.name, timeOf(candidate)])),
    failed: isWhole ? working.filter((candidate) => !finite.includes(candidate)) : [],
    isWhole,
  };
}

/** How much longer or shorter the clips may have been that a time was measured on. */
const SIMILAR = 1.25;

/** The time measured on clips of the same length, else of the most similar one: it is to be compared, not to be quoted. */
function knownMs(stepMs: Readonly<Record<string, number | null>>, key: string): number | null | undefined {
  const exact = stepMs[key];
  if (exact !== undefined) return exact;
  const [net, frames] = parted(key);
  const similar = Object.entries(stepMs)
    .map(([other, ms]) => ({ ms, named: parted(other) }))
    .filter(({ named }) => named[0] === net)
    .map(({ ms, named }) => ({ ms, ratio: Math.max(named[1] / frames, frames / named[1]) }))
    .filter(({ ratio }) => ratio <= SIMILAR);
  return similar.toSorted((a, b) => a.ratio - b.ratio)[0]?.ms;
}

/** The net, and how many frames its clips have: the number at the end. */
function parted(key: string): [net: string, frames: number] {
  const end = key.lastIndexOf(' ');
  return [key.slice(0, end), Number(key.slice(end))];
}

/** Fills in the times that are missing; answers the candidates that can be used. */
async function measureMissing(
  candidates: readonly Candidate[],
  times: Map<Candidate, number | null>,
  refuse: (refusal: Refusal) => void,
  measure: StepMeasure,
): Promise<readonly Candidate[]> {
  const working = new Set(candidates);
  const failures: Error[] = [];
  // The last of the list is the CPU, whose first step is quick: what comes after it has something to be measured by.
  for (const candidate of candidates.toReversed()) {
    if (times.has(candidate)) continue;
    const refusal = await candidate.start();
    if (refusal) {
      refuse(refusal);
      working.delete(candidate);
      continue;
    }
    const known = [...times.values()].filter((ms) => ms !== null);
    const ms = await measure
      .step(known.length > 0 ? Math.min(...known) : null)
      .then((ms) => {
        candidate.assertSound();
        return ms;
      })
      .catch((thrown: unknown) => {
        failures.push(thrown instanceof Error ? thrown : new Error(String(thrown)));
        return null;
      });
    times.set(candidate, ms);
    measure.found(candidate.stepKey, ms);
  }
  const last = failures.at(-1);
  if (last && [...times.values()].every((ms) => ms === null)) throw last;
  return candidates.filter((candidate) => working.has(candidate));
}
