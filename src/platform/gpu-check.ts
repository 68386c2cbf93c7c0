import type { GpuReport } from '../engine/tensor/backends/check-gpus.ts';
import { checkGpusIn } from '../protocol/remote-gpu-check.ts';
import type { Thread } from '../protocol/thread.ts';

/** The check of the GPU in a worker of its own; leaving it ends the worker. */
export function browserGpuCheck(startThread: () => Thread) {
  return {
    browser: navigator.userAgent,
    run(onProgress: (checks: number) => void, signal: AbortSignal): Promise<GpuReport> {
      const thread = startThread();
      signal.addEventListener('abort', () => thread.terminate());
      return checkGpusIn(thread, onProgress);
    },
  };
}
