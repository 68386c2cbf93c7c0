interface Environment {
  readonly navigator?: { readonly gpu?: GPU };
}

/** How long a GPU may take to answer: one whose process hangs never does, and other backends are waiting. */
const PATIENCE_MS = 20_000;

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

/**
 * The fastest adapter; null where there is none.
 * @throws Error where this environment has no WebGPU at all, or it does not answer
 */
export async function findAdapter(): Promise<GPUAdapter | null> {
  const gpu = (globalThis as Environment).navigator?.gpu;
  if (!gpu) throw new Error('no WebGPU');
  return answered(gpu.requestAdapter({ powerPreference: 'high-performance' }));
}

/**
 * A device of our own, with the features and limits that the kernels use.
 * @throws Error where the adapter is gone, refuses or does not answer
 */
export async function requestDevice(): Promise<{ device: GPUDevice; info: GPUAdapterInfo }> {
  const adapter = await findAdapter();
  if (!adapter) throw new Error('no adapter');
  const device = await answered(
    adapter.requestDevice({
      requiredFeatures: FEATURES.filter((feature) => adapter.features.has(feature)),
      requiredLimits: Object.fromEntries(LIMITS.map((name) => [name, adapter.limits[name]])),
    }),
  );
  return { device, info: adapter.info };
}

async function answered<T>(asked: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the GPU does not answer')), PATIENCE_MS);
  });
  return Promise.race([asked, late]).finally(() => clearTimeout(timer));
}
