import { enableProdMode } from '@tensorflow/tfjs-core';

/** What is known of a backend before its kernels are loaded. */
export interface BackendProbe {
  readonly available: boolean;
  /** E.g. `google swiftshader`; empty on the CPU. */
  readonly adapter: string;
  /** A GPU interface drawn by the CPU: slower than the CPU backend, so used only when named. */
  readonly software: boolean;
  /** Why it is not available, for developers. */
  readonly detail: string;
}

/** A tfjs backend that this environment may have. */
export interface BackendDefinition {
  /** Its name in tfjs and in `?backend=`. */
  readonly id: string;
  probe(): Promise<BackendProbe>;
  /**
   * Loads the kernels and registers them, and the fused operations, under {@link id}; again with another number of threads.
   * @param options.threads that a backend on the CPU may share its work among
   */
  register(options: { readonly threads: number }): Promise<void>;
  /** Called when it has become the backend in use. */
  started?(): void;
  /** Calls back once when the device is gone or reports an error that no call gave. Only after it was set. */
  watch?(onLost: (detail: string) => void): void;
}

/** A CPU backend is always there. */
export const cpuProbe: BackendProbe = { available: true, adapter: '', software: false, detail: '' };

let definitions: readonly BackendDefinition[] = [];

/** Declares the backends of this environment, the most wanted first; once, by whoever starts the thread. */
export function declareBackends(inOrder: readonly BackendDefinition[]): void {
  // Keeps tfjs from advertising its other packages on the console.
  enableProdMode();
  definitions = inOrder;
}

export function declaredBackends(): readonly BackendDefinition[] {
  return definitions;
}
