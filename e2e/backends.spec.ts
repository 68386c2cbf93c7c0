import { FEW_STEPS } from './support/studio.ts';
import { expect, test } from './support/test.ts';

test('the page measures the net at hand, takes the fastest backend, says so, and remembers it', async ({
  studio,
  page,
}) => {
  const visit = async () => {
    // The plan says how long it takes as soon as it has been measured.
    await expect(page.getByText(/one seed, on CPU \(SIMD\)/)).toBeVisible({ timeout: 30_000 });
    await studio.run();
    return studio.reaches('finished', 60_000);
  };
  await studio.open({ link: FEW_STEPS });
  const first = await visit();
  expect(first.backend).toMatchObject({ name: 'simd', reason: 'only', stepMs: { simd: expect.any(Number) } });
  expect(first.backend?.refused.map(({ name }) => name)).toEqual(['webgpu', 'webgl']);
  await expect(page.getByText(/^Teacher: CPU \(SIMD\), .*One step takes: CPU \(SIMD\) [\d.]+ ms/)).toBeVisible();
  await expect(page.getByText(/^Both students: CPU \(SIMD\), (one thread|\d+ threads)\./)).toBeVisible();
  await page.reload();
  const second = await visit();
  expect(second.backend?.stepMs).toEqual(first.backend?.stepMs);
});

test('a backend that does not exist is refused by name', async ({ studio, page }) => {
  await studio.open({ backend: 'abacus' });
  await studio.run();
  await studio.reaches('failed');
  await expect(page.getByRole('alert')).toContainText(/no such backend.*\?backend=/);
});
