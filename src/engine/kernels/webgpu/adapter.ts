import type { BackendProbe } from '../../tensor/backends/registry.ts';
import { isSoftwareAdapter } from '../software-adapter.ts';

interface Environment {
  readonly navigator?: { readonly gpu?: GPU };
}

/** What the device is asked for beyond the least that every one has, where the adapter has it. */
const FEATURES = ['timestamp-query'] as const satisfies readonly GPUFeatureName[];
const LIMITS = [
  'maxBufferSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupSizeX',
  'maxComputeWorkgroupStorageSize',
  'maxComputeWorkgroupsPerDimension',
  'maxStorageBufferBindingSize',
  'maxStorageBuffersPerShaderStage',
] as const satisfies readonly (keyof GPUSupportedLimits)[];

/** The fastest adapter; null where there is none. */
export async function findAdapter(): Promise<GPUAdapter | null> {
  const gpu = (globalThis as Environment).navigator?.gpu;
  return (await gpu?.requestAdapter({ powerPreference: 'high-performance' })) ?? null;
}

/** What the page may know of the adapter before a device is made. */
export async function probeAdapter(): Promise<BackendProbe> {
  const missing = (detail: string): BackendProbe => ({ available: false, adapter: '', software: false, detail });
  if (!(globalThis as Environment).navigator?.gpu) return missing('no WebGPU');
  try {
    const found = await findAdapter();
    if (!found) return missing('no adapter');
    const { vendor, architecture, description, isFallbackAdapter } = found.info;
    const adapter = [vendor, architecture || description].filter(Boolean).join(' ');
    return { available: true, adapter, software: isFallbackAdapter || isSoftwareAdapter(adapter), detail: '' };
  } catch (thrown) {
    return missing(thrown instanceof Error ? thrown.message : String(thrown));
  }
}

/**
 * A device of our own, with the features and limits that the kernels use.
 * @throws Error where the adapter is gone or refuses
 */
export async function requestDevice(): Promise<{ device: GPUDevice; info: GPUAdapterInfo }> {
  const adapter = await findAdapter();
  if (!adapter) throw new Error('no adapter');
  const device = await adapter.requestDevice({
    requiredFeatures: FEATURES.filter((feature) => adapter.features.has(feature)),
    requiredLimits: Object.fromEntries(LIMITS.map((name) => [name, adapter.limits[name]])),
  });
  return { device, info: adapter.info };
}
