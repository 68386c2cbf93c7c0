import { cpuProbe, type BackendDefinition } from '../../tensor/backends/registry.ts';

/** Plain JavaScript: everywhere, slow. */
export const cpuBackend: BackendDefinition = {
  id: 'cpu',
  fallback: true,
  probe: () => Promise.resolve(cpuProbe),
  async register() {
    await import('@tensorflow/tfjs-backend-cpu');
  },
};
