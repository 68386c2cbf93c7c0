import { setBackend, version_core } from '@tensorflow/tfjs-core';
import { StudioError } from '../../core/errors.ts';
import { nextTurn } from '../../core/turn.ts';
import { selfTestFailure } from '../../models/self-test.ts';
import type { BackendReport, BackendRequest } from '../../train/trainer.ts';
import {
  codeVersion,
  type DeviceTrouble,
  type BackendDefinition,
  type BackendProbe,
  type RunningKernels,
} from './registry.ts';

type Refusal = BackendReport['refused'][number];

/** A backend that is there, on its way to being used for a family of nets. */
export class Candidate {
  readonly name: string;
  /** Null until it has started. */
  running: RunningKernels | null = null;
  private passed: boolean | undefined;
  private trouble: DeviceTrouble | null = null;
  private refusal: Refusal | null = null;

  constructor(
    readonly definition: BackendDefinition,
    readonly probe: BackendProbe,
    private readonly request: BackendRequest,
    private readonly family: string,
    private readonly net: string,
  ) {
    this.name = definition.id;
  }

  /**
   * Names the result of the self-test: another adapter, build of the kernels, tfjs, version of our code or family needs
   * one of its own. As was expected until it has started, then as it runs.
   */
  get cacheKey(): string {
    const { name, probe, family } = this;
    const device = [probe.adapter, this.running?.variant ?? probe.variant].filter(Boolean).join(' ');
    const code = [`tfjs-${version_core}`, codeVersion()].filter(Boolean).join(' ');
    return [name, device, code, family].join('|');
  }

  /** Names the time of a step, which also depends on the net, its batch and, on the CPU, the threads; likewise. */
  get stepKey(): string {
    const { maxThreads } = this.probe;
    const threads = this.running?.threads ?? Math.min(this.request.threads ?? 1, maxThreads ?? 1);
    return [this.cacheKey, ...(maxThreads === undefined ? [] : [`threads ${threads}`]), this.net].join('|');
  }

  /** Puts it to use and tests it, once; null, or why it cannot be used. */
  async start(): Promise<Refusal | null> {
    this.refusal ??= await this.tryOut();
    return this.refusal;
  }

  /**
   * Work that a GPU refused looks as if it were done at once.
   * @throws StudioError with what the device reported since it started
   */
  assertSound(): void {
    if (this.trouble) throw new StudioError(this.trouble.code, { detail: this.trouble.detail });
  }

  private async tryOut(): Promise<Refusal | null> {
    const { name, definition } = this;
    const failure = await putToUse(definition, this.request.threads ?? 1);
    if (failure !== null) return { name, reason: 'unavailable', detail: failure };
    definition.watch?.((trouble) => (this.trouble ??= trouble));
    this.running = definition.running?.() ?? null;
    const known = this.passed ?? this.request.known[this.cacheKey];
    if (known === true) return null;
    const found = known === false ? 'failed before' : await selfTestFailure(this.family);
    // What failed on a device may be told a little sooner than that the device is gone.
    if (found !== null) await nextTurn();
    const wrong = found ?? this.trouble?.detail ?? null;
    this.passed = wrong === null;
    if (this.trouble?.code === 'train/device-lost') return { name, reason: 'unavailable', detail: this.trouble.detail };
    return wrong === null ? null : { name, reason: 'failed-self-test', detail: wrong };
  }
}

/** Loads and initialises; what went wrong, or null. */
export async function putToUse(definition: BackendDefinition, threads: number): Promise<string | null> {
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
