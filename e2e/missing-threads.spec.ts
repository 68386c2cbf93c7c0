import { testBehind } from './support/altered-server.ts';
import { FEW_STEPS } from './support/studio.ts';
import { expect } from './support/test.ts';

// As after a newer version was put in place: the trainer asks for a file that is gone.
const test = testBehind((path, answer) => {
  if (!path.includes('train.worker')) return answer;
  const code = answer.body.toString().replace(/kernel\.worker-[\w-]+\.js/g, 'kernel.worker-gone.js');
  return { ...answer, body: Buffer.from(code) };
});

test('helper threads that cannot be loaded are said to be missing, and the training goes on', async ({
  studio,
  page,
}) => {
  await studio.open({ backend: 'simd', link: FEW_STEPS });
  await studio.run();
  const { backend } = await studio.reaches('finished');
  expect(backend).toMatchObject({ name: 'simd', threads: 1 });
  const cores = await page.evaluate(() => navigator.hardwareConcurrency);
  test.skip(cores === 1, 'there is but one thread to be had');
  await expect(page.getByText(/one thread\. .* could not be started\./).first()).toBeVisible();
});
