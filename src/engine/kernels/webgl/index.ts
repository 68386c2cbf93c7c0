import { backend, env } from '@tensorflow/tfjs-core';
import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import type { BackendDefinition, BackendProbe } from '../../tensor/backends/registry.ts';
import { isSoftwareAdapter } from '../software-adapter.ts';

/** What is used of WebGL 2 here; the engine knows no DOM. */
interface Gl {
  getExtension(name: string): { readonly UNMASKED_RENDERER_WEBGL: number } | { loseContext?(): void } | null;
  getParameter(name: number): unknown;
}

interface Environment {
  readonly OffscreenCanvas?: new (width: number, height: number) => { getContext(kind: 'webgl2'): Gl | null };
}

function probe(): BackendProbe {
  const { OffscreenCanvas } = globalThis as Environment;
  const missing = (detail: string): BackendProbe => ({ available: false, adapter: '', software: false, detail });
  if (!OffscreenCanvas) return missing('no OffscreenCanvas');
  // Some browsers throw for a context in a worker instead of answering null.
  try {
    const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
    if (!gl) return missing('no WebGL 2 context');
    const info = gl.getExtension('WEBGL_debug_renderer_info');
    const renderer = info && 'UNMASKED_RENDERER_WEBGL' in info ? gl.getParameter(info.UNMASKED_RENDERER_WEBGL) : '';
    const adapter = typeof renderer === 'string' ? renderer : '';
    const lose = gl.getExtension('WEBGL_lose_context');
    if (lose && 'loseContext' in lose) lose.loseContext?.();
    return { available: true, adapter, software: isSoftwareAdapter(adapter), detail: '' };
  } catch (thrown) {
    return missing(thrown instanceof Error ? thrown.message : String(thrown));
  }
}

/** Stock tfjs on WebGL 2: the fallback where there is a GPU but no WebGPU. */
export const webglBackend: BackendDefinition = {
  id: 'webgl',
  gpu: true,
  probe: () => Promise.resolve(probe()),
  async register() {
    await import('@tensorflow/tfjs-backend-webgl');
    // All arithmetic on one device: small operations done on the CPU would hide what the self-test is there to find.
    env().set('WEBGL_CPU_FORWARD', false);
    // Two by two values a texel: where a side is odd the spare ones may hold infinities (a logarithm of zero), and the
    // packed matrix product adds them in, so gradients of odd batches come out as NaN.
    env().set('WEBGL_PACK', false);
  },
  watch(onTrouble) {
    const { canvas } = (backend() as MathBackendWebGL).gpgpu.gl as unknown as { canvas: EventSource };
    canvas.addEventListener('webglcontextlost', () =>
      onTrouble({ code: 'train/device-lost', detail: 'WebGL context lost' }),
    );
  },
};

interface EventSource {
  addEventListener(kind: string, listener: () => void): void;
}
