import { expect, test } from './support/test.ts';

const FEW = 'limits.maxClips=120&limits.maxSteps=3';

for (const backend of ['webgpu', 'webgl']) {
  test(`a few steps on ${backend}, asked for by name`, async ({ studio }) => {
    test.setTimeout(180_000);
    await studio.open({ backend, link: `v=1&preset=few-labels&${FEW}` });
    await studio.run();
    const state = await studio.reaches('finished', 150_000);
    expect(state.backend?.name).toBe(backend);
    expect(Object.values(state.models)).toHaveLength(3);
  });
}

test('a backend that does not exist is refused by name', async ({ studio, page }) => {
  await studio.open({ backend: 'abacus' });
  await studio.run();
  await studio.reaches('failed');
  await expect(page.getByRole('alert')).toContainText(/no such backend.*\?backend=/);
});
