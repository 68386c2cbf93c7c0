import { backend, engine, env, registerBackend, removeBackend } from '@tensorflow/tfjs-core';
import type { BackendDefinition } from '../../tensor/backends/registry.ts';
import { registerOps } from '../../tensor/ops/registry.ts';
import type { GpuBackend } from './backend.ts';
import { openDevice, probeDevice } from './device.ts';
import { productDesign } from './product/designs.ts';

/** Of all that tfjs could take by itself this is asked for first. */
const PRIORITY = 3;

/** The device of the backend that tfjs has under our name. */
let registered: GPUDevice | null = null;

/** Kernels of our own in WGSL on tfjs-webgpu, on a device of our own. */
export const webgpuBackend: BackendDefinition = {
  id: 'webgpu',
  gpu: true,
  probe: probeDevice,
  running: () => ({ variant: productDesign(), threads: 1, missingThreads: 0 }),
  async register() {
    // Opened here, and not when tfjs asks for it: tfjs keeps to itself why it failed.
    const { device, info } = await openDevice();
    // Both register what the other lacks: tfjs its kernels for the name, we our backend under it.
    const [{ GpuBackend }, { webgpuOps }] = await Promise.all([import('./backend.ts'), import('./ops/index.ts')]);
    // All arithmetic on one device: small operations done on the CPU go on giving numbers when the device is gone.
    env().set('WEBGPU_CPU_FORWARD', false);
    registerOps('webgpu', webgpuOps);
    if (registered === device) return;
    registered = device;
    // Of tfjs itself, or of a device that was lost.
    if (engine().findBackendFactory('webgpu')) removeBackend('webgpu');
    registerBackend('webgpu', () => new GpuBackend(device, info), PRIORITY);
  },
  watch(onTrouble) {
    const { device } = backend() as GpuBackend;
    void device.lost.then(({ reason, message }) => {
      if (reason !== 'destroyed') onTrouble({ code: 'train/device-lost', detail: message });
    });
    device.addEventListener('uncapturederror', ({ error }) => {
      const code = error instanceof GPUOutOfMemoryError ? 'train/out-of-memory' : 'train/gpu-error';
      onTrouble({ code, detail: error.message });
    });
  },
};
