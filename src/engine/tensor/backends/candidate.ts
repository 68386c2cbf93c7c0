import { setBackend, version_core } from '@tensorflow/tfjs-core';
import { selfTestFailure } from '../../models/self-test.ts';
import type { BackendReport, BackendRequest } from '../../train/trainer.ts';
import { codeVersion, type BackendDefinition, type BackendProbe } from './registry.ts';

type Refusal = BackendReport['refused'][number];

/** A backend that is there, on its way to being used for a family of nets. */
export class Candidate {
  readonly name: string;
  /** Names the result of the self-test: another adapter, tfjs, version of our code or family needs one of its own. */
  readonly cacheKey: string;
  /** Names the time of a step, which also depends on the net, its batch and the threads. */
  readonly stepKey: string;
  private passed: boolean | undefined;
  private refusal: Refusal | null = null;

  constructor(
    readonly definition: BackendDefinition,
    readonly probe: BackendProbe,
    private readonly request: BackendRequest,
    private readonly family: string,
    net: string,
  ) {
    this.name = definition.id;
    const code = [`tfjs-${version_core}`, codeVersion()].filter(Boolean).join(' ');
    this.cacheKey = [this.name, probe.adapter, code, family].join('|');
    this.stepKey = `${this.cacheKey}|${net}`;
    this.passed = request.known[this.cacheKey];
  }

  /** Puts it to use and tests it, once; null, or why it cannot be used. */
  async start(): Promise<Refusal | null> {
    this.refusal ??= await this.tryOut();
    return this.refusal;
  }

  private async tryOut(): Promise<Refusal | null> {
    const { name, definition } = this;
    const failure = await putToUse(definition, this.request.threads ?? 1);
    if (failure !== null) return { name, reason: 'unavailable', detail: failure };
    if (this.passed === true) return null;
    const wrong = this.passed === false ? 'failed before' : await selfTestFailure(this.family);
    this.passed = wrong === null;
    return wrong === null ? null : { name, reason: 'failed-self-test', detail: wrong };
  }
}

/** Loads and initialises; what went wrong, or null. */
async function putToUse(definition: BackendDefinition, threads: number): Promise<string | null> {
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
