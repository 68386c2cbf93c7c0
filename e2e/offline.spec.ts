import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeServiceWorker } from '../scripts/lib/offline.mjs';
import { serve } from '../scripts/serve.mjs';
import { spokenWords } from './support/spoken-words.ts';
import { CPU, FEW_STEPS, Studio } from './support/studio.ts';
import { expect, test as base } from './support/test.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const built = join(root, 'dist');
const KEPT = /Kept on this device \(\d+/;

/** A server of this test alone: one that can go away, and come back with another build. */
class OwnServer {
  private server: Server | null = null;
  private port = 0;

  async start(folder: string): Promise<void> {
    this.server = await serve({ folder, port: this.port });
    const address = this.server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    this.port = address.port;
  }

  get address(): string {
    return `http://localhost:${this.port}`;
  }

  async stop(): Promise<void> {
    const { server } = this;
    this.server = null;
    if (!server) return;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

const test = base.extend<{ server: OwnServer }>({
  // eslint-disable-next-line no-empty-pattern
  server: async ({}, use) => {
    const server = new OwnServer();
    await server.start(built);
    await use(server);
    await server.stop();
  },
  baseURL: async ({ server }, use) => use(server.address),
});

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
