import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeServiceWorker } from '../../scripts/lib/offline.mjs';
import { built, KEPT, root, test } from '../support/own-server.ts';
import { expect } from '../support/test.ts';

test('a new build waits until it is wanted, and no file of the old one is left', async ({
  studio,
  page,
  context,
  server,
}, info) => {
  await studio.open();
  await expect(page.getByText(KEPT)).toBeVisible({ timeout: 60_000 });
  const newer = info.outputPath('newer');
  cpSync(built, newer, { recursive: true });
  const index = join(newer, 'index.html');
  writeFileSync(index, readFileSync(index, 'utf8').replace('<title>', '<meta name="build" content="newer" /><title>'));
  await writeServiceWorker(root, newer);
  await server.stop();
  await server.start(newer);

  await page.reload();
  const notice = studio.region('New version');
  await expect(notice).toBeVisible({ timeout: 30_000 });
  const isNewer = () => page.evaluate(() => document.querySelector('meta[name=build]') !== null);
  expect(await isNewer()).toBe(false);
  const second = await context.newPage();
  await second.goto('/');
  await notice.getByRole('button', { name: 'Open anew' }).click();
  await expect(notice).toContainText('Other tabs still use the old one');
  await second.close();
  await notice.getByRole('button', { name: 'Open anew' }).click();
  await expect.poll(isNewer).toBe(true);
  await expect(page.getByText(KEPT)).toBeVisible({ timeout: 60_000 });
  await expect(notice).toHaveCount(0);
  expect(await page.evaluate(() => caches.keys())).toHaveLength(1);
});
