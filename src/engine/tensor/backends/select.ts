import { setBackend, version_core } from '@tensorflow/tfjs-core';
import { StudioError } from '../../core/errors.ts';
import { selfTestFailure } from '../../models/self-test.ts';
import type { BackendReport, BackendRequest } from '../../train/trainer.ts';
import { declaredBackends, type BackendDefinition, type BackendProbe } from './registry.ts';

type Refusal = BackendReport['refused'][number];

/** Names the result of a self-test: another adapter, tfjs or family needs a test of its own. */
function cacheKeyOf(name: string, adapter: string, family: string): string {
  return [name, adapter, `tfjs-${version_core}`, family].join('|');
}

/** Loads and initialises; what went wrong, or null. */
async function start(definition: BackendDefinition, threads: number): Promise<string | null> {
  try {
    await definition.register({ threads });
    // tfjs throws for an unregistered backend, but answers false when its init fails.
    if (!(await setBackend(definition.id))) return 'initialisation failed';
    definition.started?.();
    return null;
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown);
  }
}

/**
 * Puts the first backend to use that is there, is no software adapter and passes its self-test; a forced one may be a
 * software adapter, and there is nothing else to fall back to.
 * @param family the nets to be trained: the self-test trains a tiny one of them
 * @param onLost called once when the device of the chosen backend is gone
 * @throws StudioError `backend/unknown`, `backend/unavailable`, `backend/failed-self-test` for a forced backend,
 *   `backend/none-works` when none of the list does
 */
export async function selectBackend(
  request: BackendRequest,
  family: string,
  onLost?: (detail: string) => void,
): Promise<BackendReport> {
  const forced = request.name !== 'auto';
  const candidates = declaredBackends().filter((definition) => !forced || definition.id === request.name);
  if (candidates.length === 0) throw new StudioError('backend/unknown', { backend: request.name });
  const refused: Refusal[] = [];
  for (const definition of candidates) {
    const { probe, refusal } = await tryOut(definition, request, family, forced);
    if (!refusal) {
      if (onLost) definition.watch?.(onLost);
      const cacheKey = cacheKeyOf(definition.id, probe.adapter, family);
      return { name: definition.id, adapter: probe.adapter, software: probe.software, refused, cacheKey };
    }
    if (forced) {
      const code = refusal.reason === 'failed-self-test' ? 'backend/failed-self-test' : 'backend/unavailable';
      throw new StudioError(code, { backend: refusal.name, detail: refusal.detail });
    }
    refused.push(refusal);
  }
  throw new StudioError('backend/none-works', { backends: refused.map(({ name }) => name).join(', ') });
}

async function tryOut(
  definition: BackendDefinition,
  request: BackendRequest,
  family: string,
  forced: boolean,
): Promise<{ probe: BackendProbe; refusal: Refusal | null }> {
  const name = definition.id;
  const probe = await definition.probe();
  const refuse = (reason: Refusal['reason'], detail: string) => ({ probe, refusal: { name, reason, detail } });
  if (!probe.available) return refuse('unavailable', probe.detail);
  if (probe.software && !forced) return refuse('software', probe.adapter);
  const failure = await start(definition, request.threads ?? 1);
  if (failure !== null) return refuse('unavailable', failure);
  const known = request.known[cacheKeyOf(name, probe.adapter, family)];
  if (known === true) return { probe, refusal: null };
  const wrong = known === false ? 'failed before' : await selfTestFailure(family);
  return wrong === null ? { probe, refusal: null } : refuse('failed-self-test', wrong);
}
