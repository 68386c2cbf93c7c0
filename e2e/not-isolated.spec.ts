import { FEW_STEPS } from './support/studio.ts';
import { expect, test } from './support/test.ts';

test('a page whose server sends no isolation headers trains on one thread', async ({ studio, page, context }) => {
  await context.route('**/*', async (route) => {
    const response = await route.fetch();
    const kept = Object.entries(response.headers()).filter(([name]) => !name.startsWith('cross-origin-'));
    await route.fulfill({ response, headers: Object.fromEntries(kept) });
  });
  await studio.open({ backend: 'simd', link: FEW_STEPS });
  expect(await page.evaluate(() => [crossOriginIsolated, typeof SharedArrayBuffer])).toEqual([false, 'undefined']);
  await studio.run();
  const { backend } = await studio.reaches('finished');
  expect(backend).toMatchObject({ name: 'simd', threads: 1 });
});
