import { gradientSuite } from '../../models/gradient-suite.ts';
import type { SuiteResult } from '../suite/check.ts';
import { putToUse } from './candidate.ts';
import { codeVersion, declaredBackends } from './registry.ts';

/** What the whole gradient suite found of one way to use the GPU. Plain data. */
export interface GpuCheck {
  readonly name: string;
  readonly adapter: string;
  /** Whether the CPU only draws as a GPU would. */
  readonly software: boolean;
  /** Of the kernels; empty where there is one. */
  readonly variant: string;
  /** Why it could not be tried at all, for developers; null where it could. */
  readonly unavailable: string | null;
  /** What broke the suite off, for developers; null where it came to its end. */
  readonly broken: string | null;
  /** Comparisons made. */
  readonly checks: number;
  readonly failed: readonly SuiteResult[];
  /** Largest error as a part of what is allowed. */
  readonly worst: number;
  readonly milliseconds: number;
}

export interface GpuReport {
  /** Of our code; empty where it has none. */
  readonly version: string;
  readonly gpus: readonly GpuCheck[];
}

/**
 * Runs the whole gradient suite on every GPU backend of this environment, software adapters included.
 * @param onProgress comparisons made so far, of all backends together
 */
export async function checkGpus(onProgress: (checks: number) => void): Promise<GpuReport> {
  const gpus: GpuCheck[] = [];
  let before = 0;
  for (const definition of declaredBackends().filter(({ gpu }) => gpu)) {
    const start = performance.now();
    const probe = await definition.probe();
    const results: SuiteResult[] = [];
    let broken: string | null = null;
    const unavailable = probe.available ? await putToUse(definition, 1) : probe.detail;
    if (unavailable === null) {
      definition.watch?.(({ detail }) => (broken ??= detail));
      try {
        await gradientSuite((some) => {
          results.push(...some);
          onProgress(before + results.length);
        });
      } catch (thrown) {
        broken ??= thrown instanceof Error ? thrown.message : String(thrown);
      }
    }
    before += results.length;
    gpus.push({
      name: definition.id,
      adapter: probe.adapter,
      software: probe.software,
      variant: definition.running?.()?.variant ?? '',
      unavailable,
      broken,
      checks: results.length,
      failed: results.filter(({ passed }) => !passed),
      worst: Math.max(0, ...results.map(({ relativeError, tolerance }) => relativeError / tolerance)),
      milliseconds: performance.now() - start,
    });
  }
  return { version: codeVersion(), gpus };
}
