import { writeFileSync } from 'node:fs';
import { KEPT, test } from './support/own-server.ts';
import { spokenWords } from './support/spoken-words.ts';
import { CPU, FEW_STEPS, Studio } from './support/studio.ts';
import { expect } from './support/test.ts';

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
  expect(backend).toMatchObject({ name: CPU });
  expect(backend?.threads, 'memory is shared among threads, as with a server').toBeGreaterThan(1);
});
