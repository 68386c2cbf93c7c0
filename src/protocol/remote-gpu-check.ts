import { proxy } from 'comlink';
import type { GpuReport } from '../engine/tensor/backends/check-gpus.ts';
import { settle, unwrap, type Outcome } from './outcome.ts';
import { callerOf, type Thread } from './thread.ts';

type CheckGpus = (onProgress: (checks: number) => void) => Promise<GpuReport>;

/** The check of the GPU as it is called from another thread. */
export interface RemoteGpuCheck {
  check(onProgress: (checks: number) => void): Promise<Outcome<GpuReport>>;
}

/** The far side of the channel. */
export function serveGpuCheck(check: CheckGpus): RemoteGpuCheck {
  return { check: (onProgress) => settle(() => check(onProgress)) };
}

/**
 * The near side: one check in a thread of its own, which ends with it.
 * @throws StudioError when the thread dies, or is ended
 */
export async function checkGpusIn(thread: Thread, onProgress: (checks: number) => void): Promise<GpuReport> {
  try {
    const call = callerOf<RemoteGpuCheck>(thread);
    return unwrap(await call((api) => api.check(proxy(onProgress))));
  } finally {
    thread.terminate();
  }
}
