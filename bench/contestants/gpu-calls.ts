/** Methods of the GPU interfaces that set work going. */
const counted = {
  webgpu: { type: 'GPUComputePassEncoder', methods: ['dispatchWorkgroups', 'dispatchWorkgroupsIndirect'] },
  webgl: {
    type: 'WebGL2RenderingContext',
    methods: ['drawArrays', 'drawElements', 'drawArraysInstanced', 'drawElementsInstanced'],
  },
} as const;

type Api = keyof typeof counted;
type Method = (this: unknown, ...args: unknown[]) => unknown;

const counts: Record<Api, number> = { webgpu: 0, webgl: 0 };

/** Counts dispatches and draw calls of this thread from now on. Call once. */
export function countGpuCalls(): void {
  for (const api of Object.keys(counted) as Api[]) {
    const { type, methods } = counted[api];
    const prototype = (globalThis as Record<string, unknown>)[type] as
      { prototype: Record<string, Method> } | undefined;
    if (!prototype) continue;
    for (const name of methods) {
      const original = prototype.prototype[name]!;
      prototype.prototype[name] = function (...args) {
        counts[api] += 1;
        return original.apply(this, args);
      };
    }
  }
}

/** Calls so far on the interface that a backend of this name draws on; null for the others. */
export function gpuCalls(backend: string): number | null {
  return backend in counts ? counts[backend as Api] : null;
}
