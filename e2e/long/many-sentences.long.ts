import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { manySentences, writeStoredZip } from '../support/many-clips.ts';
import { recordTasks } from '../support/page-tasks.ts';
import { CPU } from '../support/studio.ts';
import { expect, test } from '../support/test.ts';

const SENTENCES = Number(process.env['STILLHOUSE_CLIPS'] ?? 34_000);
/** Of a core, for one task of the page's own: see `smooth.spec.ts`. */
const MOST_CPU_MS = 200;

test('thirty-four thousand sentences are imported and begun with, and the page stays free', async ({
  studio,
  page,
  browser,
}, info) => {
  const folder = info.outputPath('sentences');
  await mkdir(folder, { recursive: true });
  const place = join(folder, 'LibriSpeech.zip');
  await writeStoredZip(place, manySentences(SENTENCES));
  await studio.open({ backend: CPU });
  const longest: Record<string, number> = {};
  const during = async (what: string, work: () => Promise<void>): Promise<void> => {
    const recording = await recordTasks(browser, page);
    const began = performance.now();
    await work();
    const seconds = (performance.now() - began) / 1000;
    const cpuMs = (await recording.end()).map((task) => task.cpuMs).sort((a, b) => b - a);
    longest[what] = cpuMs[0]!;
    const told = cpuMs.slice(0, 4).map((ms) => ms.toFixed(0));
    process.stdout.write(`\n${what}: ${seconds.toFixed(1)} s, longest tasks ${told.join(', ')} ms of a core\n`);
  };
  await during('import', async () => {
    await page.getByLabel('Choose files').setInputFiles(place);
    const found = `${SENTENCES.toLocaleString('en')} clips`;
    await expect(studio.region('New data')).toContainText(found, { timeout: 1_200_000 });
  });
  await during('run, to the first features', async () => {
    await studio.button('Train on this').click();
    await expect(page.locator('.activity-now')).toContainText(/have features|Teacher/, { timeout: 300_000 });
  });
  await studio.stop();
  await studio.reaches('stopped', 120_000);
  await rm(folder, { recursive: true });
  for (const [what, ms] of Object.entries(longest)) expect(ms, what).toBeLessThan(MOST_CPU_MS);
});
