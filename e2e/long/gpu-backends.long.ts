import { withGpu } from '../support/with-gpu.ts';
import { FEW_STEPS } from '../support/studio.ts';
import { expect, test } from '../support/test.ts';

test.use(withGpu);

// Minutes on a software GPU; with every change its gradients are checked ("Check this GPU").
for (const backend of ['webgpu', 'webgl']) {
  test(`a few steps on ${backend}, asked for by name`, async ({ studio }) => {
    await studio.open({ backend, link: FEW_STEPS });
    await studio.run();
    const state = await studio.reaches('finished', 600_000);
    expect(state.backend?.name).toBe(backend);
    expect(Object.values(state.models)).toHaveLength(3);
  });
}
