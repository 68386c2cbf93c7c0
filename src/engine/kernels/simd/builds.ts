import { StudioError } from '../../core/errors.ts';
import { decodeBase64 } from '../../core/base64.ts';
import { LEAST_SHARED_PAGES, MAX_PAGES, UNSHARED_PAGES } from './layout.ts';

/** `relaxed`: one rounding a multiply-add; `plain`: two; `unshared`: plain, one thread, a memory that cannot grow. */
export type KernelBuild = 'relaxed' | 'plain' | 'unshared';

/** The kernels, compiled, with a memory for them. */
export interface CompiledKernels {
  readonly build: KernelBuild;
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly maximumPages: number;
}

const relaxedBody = [0, 65, 0, 253, 17, 65, 0, 253, 17, 65, 0, 253, 17, 253, 133, 2, 26, 11];
/** A module of one function that multiplies and adds with relaxed SIMD: valid where that is there. */
const relaxedProbe = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0],
  ...[10, relaxedBody.length + 2, 1, relaxedBody.length, ...relaxedBody],
);

export function hasRelaxedSimd(): boolean {
  return WebAssembly.validate(relaxedProbe);
}

/** The build that {@link compileKernels} takes where there is room for its memory. */
export function bestBuild(): KernelBuild {
  if (!sharedMemory(1)) return 'unshared';
  return hasRelaxedSimd() ? 'relaxed' : 'plain';
}

/**
 * The best build that this environment takes, or the one named.
 * @throws StudioError `backend/unavailable` when it takes none
 */
export async function compileKernels(build?: KernelBuild): Promise<CompiledKernels> {
  const shared = build === 'unshared' ? null : largestSharedMemory();
  const own = build ?? (shared ? bestBuild() : 'unshared');
  const reserved = own === 'unshared' ? { memory: unsharedMemory(), maximumPages: UNSHARED_PAGES } : shared;
  if (!reserved?.memory) throw new StudioError('backend/unavailable', { backend: 'simd', detail: 'no memory' });
  const module = await WebAssembly.compile(decodeBase64(await binaryOf(own)));
  return { build: own, module, memory: reserved.memory, maximumPages: reserved.maximumPages };
}

async function binaryOf(build: KernelBuild): Promise<string> {
  switch (build) {
    case 'relaxed':
      return (await import('./build/relaxed.ts')).default;
    case 'plain':
      return (await import('./build/plain.ts')).default;
    case 'unshared':
      return (await import('./build/unshared.ts')).default;
  }
}

/** The addresses are set aside at once, and a phone may have fewer to give than a memory can have at most. */
function largestSharedMemory(): { readonly memory: WebAssembly.Memory; readonly maximumPages: number } | null {
  for (let maximumPages = MAX_PAGES; maximumPages >= LEAST_SHARED_PAGES; maximumPages /= 2) {
    const memory = sharedMemory(maximumPages);
    if (memory) return { memory, maximumPages };
  }
  return null;
}

/** Null where the browser refuses it, to pages that are not isolated, say. */
function sharedMemory(maximum: number): WebAssembly.Memory | null {
  try {
    return new WebAssembly.Memory({ initial: Math.min(16, maximum), maximum, shared: true });
  } catch {
    return null;
  }
}

/** Null where the browser has no room for it. */
function unsharedMemory(): WebAssembly.Memory | null {
  try {
    return new WebAssembly.Memory({ initial: UNSHARED_PAGES, maximum: UNSHARED_PAGES });
  } catch {
    return null;
  }
}
