import { enableProdMode } from '@tensorflow/tfjs-core';

/** What is known of a backend before its kernels are loaded. */
export interface BackendProbe {
  readonly available: boolean;
  /** E.g. `google swiftshader`; empty on the CPU. */
  readonly adapter: string;
  /** Which of several builds of its kernels is going to run here; not given where there is one. */
  readonly variant?: string;
  /** Most threads that can share a step's work here; not given where threads do not matter. */
  readonly maxThreads?: number;
  /** A GPU interface drawn by the CPU: slower than the CPU backend, so used only when named. */
  readonly software: boolean;
  /** Why it is not available, for developers. */
  readonly detail: string;
}

/** What came of a registration. */
export interface RunningKernels {
  /** See {@link BackendProbe.variant}. */
  readonly variant: string;
  /** That share the work of a step. */
  readonly threads: number;
  /** That should do so too, but could not be started. */
  readonly missingThreads: number;
}

/** What befell a GPU that no call told of. */
export interface DeviceTrouble {
  readonly code: 'train/device-lost' | 'train/out-of-memory' | 'train/gpu-error';
  /** For developers. */
  readonly detail: string;
}

/** A tfjs backend that this environment may have. */
export interface BackendDefinition {
  /** Its name in tfjs and in `?backend=`. */
  readonly id: string;
  /** Taken only when none of the others works, and never measured: what is in front of it is faster by far. */
  readonly fallback?: boolean;
  /** Whether a GPU does the work, or should. */
  readonly gpu?: boolean;
  probe(): Promise<BackendProbe>;
  /**
   * Loads the kernels and registers them, and the fused operations, under {@link id}; again with another number of threads.
   * Resolves when those have begun.
   * @param options.threads that a backend on the CPU may share its work among
   */
  register(options: { readonly threads: number }): Promise<void>;
  /** What runs now; not given, or null, where there is one build and one thread. */
  running?(): RunningKernels | null;
  /** Does work on one of its threads; not given where it has no more. */
  alone?<T>(work: () => Promise<T>): Promise<T>;
  /** Called when it has become the backend in use. */
  started?(): void;
  /** Calls back when the device is gone or reports an error that no call gave. Only after it was set. */
  watch?(onTrouble: (trouble: DeviceTrouble) => void): void;
}

/** A CPU backend is always there. */
export const cpuProbe: BackendProbe = { available: true, adapter: '', software: false, detail: '' };

let definitions: readonly BackendDefinition[] = [];
let version = '';

/**
 * Declares the backends of this environment, the most wanted first; once, by whoever starts the thread.
 * @param code names the version of our code: what was found out about a backend holds for it alone
 */
export function declareBackends(inOrder: readonly BackendDefinition[], code = ''): void {
  // Keeps tfjs from advertising its other packages on the console.
  enableProdMode();
  definitions = inOrder;
  version = code;
}

/** As it was declared; empty where nothing is kept from one visit to the next. */
export function codeVersion(): string {
  return version;
}

export function declaredBackends(): readonly BackendDefinition[] {
  return definitions;
}
