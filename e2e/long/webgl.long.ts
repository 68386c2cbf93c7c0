import { softwareGpu } from '../support/software-gpu.ts';
import { FEW_STEPS } from '../support/studio.ts';
import { expect, test } from '../support/test.ts';

test.use(softwareGpu);

// Minutes on a software GPU; with every change its gradients are checked ("Check this GPU").
test('a few steps on webgl, asked for by name', async ({ studio }) => {
  await studio.open({ backend: 'webgl', link: FEW_STEPS });
  await studio.run();
  const state = await studio.reaches('finished', 600_000);
  expect(state.backend?.name).toBe('webgl');
  expect(Object.values(state.models)).toHaveLength(3);
});
