import { CPU, LONGER_RUN } from './support/studio.ts';
import { expect, test } from './support/test.ts';

test('a run is paused, stepped, resumed and stopped', async ({ studio, page }) => {
  await studio.open({ backend: CPU, link: LONGER_RUN });
  await studio.run();
  await studio.reaches('running');
  await studio.pause();
  const paused = await studio.state();
  await page.waitForTimeout(1500);
  expect(await studio.state()).toEqual(paused);

  await studio.step();
  await studio.reaches('paused');
  await studio.run();
  await studio.reaches('running');
  await expect(studio.button('Pause')).toBeEnabled();
  await studio.stop();
  await studio.reaches('stopped');
  await expect(studio.button('Run')).toBeEnabled();
});

test('the first thing asked for may be a single step', async ({ studio }) => {
  await studio.open({ backend: CPU, link: LONGER_RUN });
  await studio.step();
  await studio.reaches('paused');
  await studio.stop();
  await studio.reaches('stopped');
});
