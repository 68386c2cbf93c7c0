import { describe, expect, it } from 'vitest';
import { memory } from '../tensor/index.ts';
import { useBackend } from '../tensor/testing/node-backends.ts';
import { gradientSuite } from './gradient-suite.ts';

// Those on the GPU are run by the page's own check (e2e/gpu.spec.ts): a software adapter takes long to compile them.
describe.each(['simd', 'wasm', 'cpu'] as const)('the gradient suite on %s', (backend) => {
  it('agrees with PyTorch in float64 and leaves no tensor behind', async () => {
    await useBackend(backend);
    const before = memory().numTensors;
    const heard: string[] = [];
    const results = await gradientSuite((some) => heard.push(...some.map(({ name }) => name)));
    expect(heard).toEqual(results.map(({ name }) => name));
    expect(results.filter(({ passed }) => !passed)).toEqual([]);
    expect(results.length).toBeGreaterThan(100);
    expect(memory().numTensors).toBe(before);
  });
});
