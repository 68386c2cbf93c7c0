import { StudioError } from '../../core/errors.ts';
import type { BackendReport, BackendRequest } from '../../train/trainer.ts';
import { Candidate } from './candidate.ts';
import { compare, type StepMeasure } from './compare.ts';
import { declaredBackends, type DeviceTrouble } from './registry.ts';

type Refusal = BackendReport['refused'][number];

export interface SelectOptions {
  /** Called when the device of the chosen backend is gone or reports an error. */
  readonly onTrouble?: (trouble: DeviceTrouble) => void;
  /** Names net and batch; steps measured before are found by it. */
  readonly net?: string;
  /** Measures the steps that were not measured before. Without it nothing is measured. */
  readonly measure?: StepMeasure;
}

/**
 * Puts a backend to use that is there, is no software adapter and passes its self-test: the fastest when a step of the
 * net was measured on every one, else the first of the list. A fallback is taken only when none of the others works. A
 * forced backend may be a software adapter, and there is nothing else to fall back to.
 * @param family the nets to be trained: the self-test trains a tiny one of them
 * @throws StudioError `backend/unknown`, `backend/unavailable`, `backend/failed-self-test` for a forced backend,
 *   `backend/none-works` when none of the list does; whatever a step throws when it was measured on none
 */
export async function selectBackend(
  request: BackendRequest,
  family: string,
  { onTrouble, net = '', measure }: SelectOptions = {},
): Promise<BackendReport> {
  const forced = request.name !== 'auto';
  const definitions = declaredBackends().filter((definition) => !forced || definition.id === request.name);
  if (definitions.length === 0) throw new StudioError('backend/unknown', { backend: request.name });
  const refused: Refusal[] = [];
  const refuse = (refusal: Refusal): void => {
    if (forced) {
      const code = refusal.reason === 'failed-self-test' ? 'backend/failed-self-test' : 'backend/unavailable';
      throw new StudioError(code, { backend: refusal.name, detail: refusal.detail });
    }
    refused.push(refusal);
  };

  const there: Candidate[] = [];
  for (const definition of definitions) {
    const probe = await definition.probe();
    const name = definition.id;
    if (!probe.available) refuse({ name, reason: 'unavailable', detail: probe.detail });
    else if (probe.software && !forced) refuse({ name, reason: 'software', detail: probe.adapter });
    else there.push(new Candidate(definition, probe, request, family, net));
  }
  const wanted = there.filter(({ definition }) => forced || !definition.fallback);
  const { inOrder, stepMs, failed, isWhole } = await compare(wanted, request, refuse, measure);
  for (const { name } of failed) refuse({ name, reason: 'failed-step', detail: '' });

  for (const candidate of [...inOrder, ...there.filter((each) => !wanted.includes(each))]) {
    const expectedKey = candidate.stepKey;
    const refusal = await candidate.start();
    if (refusal) {
      refuse(refusal);
      continue;
    }
    const { name, definition, probe, cacheKey, running } = candidate;
    if (onTrouble) definition.watch?.(onTrouble);
    const isOnly = wanted.length === 1 && wanted[0] === candidate;
    const isFastest = isWhole && inOrder.includes(candidate);
    return {
      name,
      adapter: probe.adapter,
      software: probe.software,
      variant: running?.variant ?? '',
      threads: running?.threads ?? 1,
      missingThreads: running?.missingThreads ?? 0,
      reason: forced ? 'named' : isOnly ? 'only' : isFastest ? 'fastest' : 'first',
      stepMs: candidate.stepKey === expectedKey ? stepMs : await measuredAnew(candidate, stepMs, measure),
      refused,
      cacheKey,
    };
  }
  throw new StudioError('backend/none-works', { backends: refused.map(({ name }) => name).join(', ') });
}

/** The times with that of a candidate that runs otherwise than was expected, on fewer threads say: the known one is not its. */
async function measuredAnew(
  { name, stepKey }: Candidate,
  stepMs: Readonly<Record<string, number>>,
  measure: StepMeasure | undefined,
): Promise<Readonly<Record<string, number>>> {
  const others = Object.fromEntries(Object.entries(stepMs).filter(([other]) => other !== name));
  if (!measure) return others;
  const ms = await measure.step(null);
  measure.found(stepKey, ms);
  return { ...others, [name]: ms };
}
