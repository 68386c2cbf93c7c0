import { expect, test } from './support/test.ts';

// The browser gives a WebAssembly memory no more than 64 MiB: a real refusal, of batches that fit elsewhere.
test.use({
  launchOptions: async ({ launchOptions }, use) => {
    const args = [...(launchOptions.args ?? []), '--js-flags=--wasm-max-mem-pages=1000'];
    await use({ ...launchOptions, args });
  },
});

test('refused memory is said, and a run with smaller batches is offered', async ({ studio, page }) => {
  const big = [
    'trainings.teacher.family=gru',
    'trainings.teacher.model.width=64',
    'trainings.teacher.model.depth=1',
    'trainings.teacher.optimiser.batchSize=512',
    'limits.maxClips=200',
    'limits.maxSteps=2',
  ];
  await studio.open({ backend: 'simd', link: ['v=1&preset=few-labels', ...big].join('&') });
  await studio.run();
  await studio.reaches('failed');
  const alert = page.getByRole('alert').first();
  await expect(alert).toContainText('The memory did not suffice.');
  await page.getByRole('button', { name: 'Run anew with batches of 256' }).click();
  await expect.poll(async () => (await studio.state()).status).not.toBe('failed');
  await studio.reaches('finished', 60_000);
  expect((await studio.state()).config.trainings.map(({ optimiser }) => optimiser.batchSize)).toEqual([256, 32, 32]);
  await expect(alert).toHaveCount(0);
});
