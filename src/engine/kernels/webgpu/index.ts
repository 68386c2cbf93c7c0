import { backend, env } from '@tensorflow/tfjs-core';
import type { BackendDefinition, BackendProbe } from '../../tensor/backends/registry.ts';
import { isSoftwareAdapter } from '../software-adapter.ts';

/** What is used of WebGPU here; the engine knows no DOM. */
interface AdapterInfo {
  readonly vendor?: string;
  readonly architecture?: string;
  readonly description?: string;
  readonly isFallbackAdapter?: boolean;
}

interface Environment {
  readonly navigator?: {
    readonly gpu?: {
      requestAdapter(options: {
        powerPreference: string;
      }): Promise<{ readonly info?: AdapterInfo; readonly isFallbackAdapter?: boolean } | null>;
    };
  };
}

interface Device {
  readonly lost: Promise<{ readonly reason: string; readonly message: string }>;
  addEventListener(kind: 'uncapturederror', listener: (event: { error: { message: string } }) => void): void;
}

async function probe(): Promise<BackendProbe> {
  const missing = (detail: string): BackendProbe => ({ available: false, adapter: '', software: false, detail });
  const gpu = (globalThis as Environment).navigator?.gpu;
  if (!gpu) return missing('no WebGPU');
  try {
    const found = await gpu.requestAdapter({ powerPreference: 'high-performance' });
    if (!found) return missing('no adapter');
    const { vendor = '', architecture = '', description = '', isFallbackAdapter = false } = found.info ?? {};
    const adapter = [vendor, architecture || description].filter(Boolean).join(' ');
    const software = isFallbackAdapter || found.isFallbackAdapter === true || isSoftwareAdapter(adapter);
    return { available: true, adapter, software, detail: '' };
  } catch (thrown) {
    return missing(thrown instanceof Error ? thrown.message : String(thrown));
  }
}

/** Stock tfjs on WebGPU. */
export const webgpuBackend: BackendDefinition = {
  id: 'webgpu',
  probe,
  async register() {
    await import('@tensorflow/tfjs-backend-webgpu');
    // All arithmetic on one device: small operations done on the CPU go on giving numbers when the device is gone.
    env().set('WEBGPU_CPU_FORWARD', false);
  },
  watch(onLost) {
    const { device } = backend() as unknown as { readonly device: Device };
    void device.lost.then(({ reason, message }) => {
      if (reason !== 'destroyed') onLost(message);
    });
    device.addEventListener('uncapturederror', ({ error }) => onLost(error.message));
  },
};
