import { testBehind } from './support/altered-server.ts';
import { FEW_STEPS } from './support/studio.ts';
import { expect } from './support/test.ts';

const test = testBehind((_path, { headers, body }) => {
  const kept = [...headers].filter(([name]) => !name.startsWith('cross-origin-'));
  return { headers: new Headers(kept), body };
});

test('a page whose server sends no isolation headers trains on one thread', async ({ studio, page }) => {
  await studio.open({ backend: 'simd', link: FEW_STEPS });
  expect(await page.evaluate(() => [crossOriginIsolated, typeof SharedArrayBuffer])).toEqual([false, 'undefined']);
  await studio.run();
  const { backend } = await studio.reaches('finished');
  expect(backend).toMatchObject({ name: 'simd', threads: 1 });
});
