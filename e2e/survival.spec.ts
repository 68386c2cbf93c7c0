import type { Report } from '../src/engine/experiment/report.ts';
import { CPU, LONGER_RUN } from './support/studio.ts';
import { wordFolders, writeFolder } from './support/speech.ts';
import { expect, test } from './support/test.ts';

test('a worker that dies never leaves the page waiting', async ({ studio, page, troubles }) => {
  await studio.open({ backend: CPU, link: LONGER_RUN });
  await studio.run();
  await studio.reaches('running');
  const session = await page.context().newCDPSession(page);
  // The browser ends it from within, as it does with one that takes too much memory: no event tells the page.
  const trainers = page.workers().filter((worker) => worker.url().includes('train.worker'));
  expect(trainers.length).toBeGreaterThan(0);
  await Promise.all(trainers.map((worker) => worker.evaluate(() => self.close()).catch(() => undefined)));
  await session.detach();

  await studio.reaches('failed', 15_000);
  troubles.forgive(/worker/i);
  const message = page.getByRole('alert').first();
  await expect(message).toBeVisible();
  await page.getByRole('button', { name: 'Go on from the last good state' }).click();
  await expect.poll(async () => (await studio.state()).status).not.toBe('failed');
  await studio.reaches('finished', 90_000);
});

test('a run cut short by a reload is offered again and finishes with the same numbers', async ({ studio, page }) => {
  await studio.open({ backend: CPU, link: LONGER_RUN });
  await studio.run();
  const whole = (await studio.reaches('finished')) as unknown as Report;

  await studio.run();
  await studio.reaches('running');
  await expect.poll(() => studio.lastStep('teacher'), { timeout: 30_000 }).toBeGreaterThan(30);
  await studio.pause();
  const kept = await studio.lastStep('teacher');
  await page.reload();
  await page.getByRole('button', { name: 'Go on with it' }).click();
  await expect.poll(() => studio.lastStep('teacher'), { timeout: 20_000 }).toBeGreaterThanOrEqual(kept);
  const resumed = (await studio.reaches('finished')) as unknown as Report;
  const scores = ({ models }: Report) => Object.entries(models).map(([id, { metrics }]) => [id, metrics]);
  expect(scores(resumed)).toEqual(scores(whole));
  expect(resumed.curves).toEqual(whole.curves);

  await page.reload();
  await expect(studio.button('Run')).toBeEnabled();
  await expect(page.getByRole('button', { name: 'Go on with it' })).toHaveCount(0);
});

test('a run on own audio goes on after a reload: the audio was kept with it', async ({ studio, page }, info) => {
  const folder = info.outputPath('words');
  await writeFolder(folder, await wordFolders(['yes', 'no', 'stop'], 12));
  await studio.open({ backend: CPU, link: 'v=1&preset=few-labels&limits.maxSteps=1000' });
  await studio.drop(folder);
  await studio.button('Train on this').click();
  await studio.reaches('running');
  await studio.pause();
  await page.reload();
  await page.getByRole('button', { name: 'Go on with it' }).click();
  const { dataset } = await studio.reaches('finished');
  expect(dataset).toMatchObject({ clips: 36, classes: ['no', 'stop', 'yes'] });
});

test('a second tab neither offers nor disturbs the run of the first', async ({ studio, page, context }) => {
  await studio.open({ backend: CPU, link: LONGER_RUN });
  await studio.run();
  await studio.reaches('running');
  await studio.pause();
  const second = await context.newPage();
  await second.goto(page.url());
  await expect(second.getByRole('button', { name: 'Run', exact: true })).toBeEnabled();
  await expect(second.getByRole('button', { name: 'Go on with it' })).toHaveCount(0);
  await second.close();
  await studio.stop();
  await studio.reaches('stopped');
});
