import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeServiceWorker } from '../scripts/lib/offline.mjs';
import { built, root, test } from './support/own-server.ts';
import { spokenWords } from './support/spoken-words.ts';
import { CPU, FEW_STEPS, Studio } from './support/studio.ts';
import { expect } from './support/test.ts';

const KEPT = /Kept on this device \(\d+/;

test('after one visit the page opens without a server: it listens, trains and speaks both languages', async ({
  studio,
  page,
  context,
  server,
}, info) => {
  await studio.open({ backend: CPU });
  await expect(page.getByText(KEPT)).toBeVisible({ timeout: 60_000 });
  await page.close();
  await server.stop();

  const later = await context.newPage();
  const file = info.outputPath('seven.wav');
  writeFileSync(file, (await spokenWords(['seven'])).wav);
  await later.goto(`/?lang=zh-CN&backend=${CPU}#${FEW_STEPS}`);
  expect(await later.evaluate(() => crossOriginIsolated)).toBe(true);
  await later.getByText('说话', { exact: true }).click();
  await expect(later.getByRole('button', { name: '播放文件' })).toBeEnabled({ timeout: 30_000 });
  await later.locator('input[type=file][accept="audio/*"]').setInputFiles(file);
  const teacher = later.getByRole('article', { name: '教师' });
  await expect(teacher).toContainText('seven', { timeout: 30_000 });

  await later.goto(`/?lang=en&backend=${CPU}#${FEW_STEPS}`);
  const offline = new Studio(later);
  await offline.run();
  const { backend } = await offline.reaches('finished');
  expect(backend).toMatchObject({ name: CPU, threads: 2 });
});

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
