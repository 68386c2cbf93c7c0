import { cpSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { countAudio, countHeard, letWorkletCount } from '../support/audio-counts.ts';
import { built, test } from '../support/own-server.ts';
import { pageBytes } from '../support/renderer-memory.ts';
import { hearsWords } from '../support/spoken-words.ts';
import { CPU } from '../support/studio.ts';
import { expect } from '../support/test.ts';

const WORDS = ['seven', 'go', 'yes', 'three', 'no', 'nine'];
const MINUTES = Number(process.env['STILLHOUSE_MINUTES'] ?? 10);
/** By then all that is made once is made. */
const SETTLED_MINUTES = MINUTES / 5;
const MAX_GROWTH_BYTES = 2e6;
const { argument, seconds: roundSeconds } = await hearsWords(WORDS);

test.use({
  serviceWorkers: 'block',
  // It keeps all that it sees.
  trace: 'off',
  launchOptions: async ({ launchOptions }, use) => {
    await use({ ...launchOptions, args: [...(launchOptions.args ?? []), argument] });
  },
});

test('ten minutes of a microphone: no sample is dropped, nothing grows, every word is heard', async ({
  studio,
  page,
  server,
}, info) => {
  const counting = info.outputPath('page');
  cpSync(built, counting, { recursive: true });
  letWorkletCount(counting);
  await server.stop();
  await server.start(counting);
  const given = await countAudio(page);
  await page.goto(`/?lang=en&backend=${CPU}`);
  await page.getByText('Speak', { exact: true }).click();
  const heard = await countHeard(page);
  await studio.button('Listen').click();
  await expect(page.locator('.heard tbody tr').first()).toBeVisible({ timeout: 30_000 });
  const collected = await collectAnswers(page);

  const began = performance.now();
  const minute = async (minutes: number) => {
    await page.waitForTimeout(Math.max(0, minutes * 60_000 - (performance.now() - began)));
    const bytes = await pageBytes(page);
    const { quanta, missed, empty, frame, sampleRateHz } = await given();
    const { samples, gaps } = await heard();
    tell(
      `minute ${minutes} (${((performance.now() - began) / 1000).toFixed(1)} s): ${bytes} bytes in use; ${quanta} quanta taken, ${missed} missed, ${empty} empty; ` +
        `context at ${(frame / sampleRateHz).toFixed(2)} s of its time, ` +
        `${(samples / sampleRateHz).toFixed(2)} s of samples with the nets, ${gaps} gaps`,
    );
    return bytes;
  };
  const settled = await minute(SETTLED_MINUTES);
  await minute(MINUTES / 2);
  const last = await minute(MINUTES);

  const answers = await collected();
  const times = answers.map(({ second }) => second);
  const words = answers.filter(({ word }) => word !== 'nothing');
  tell(
    `${answers.length} sounds, from second ${times[0]} to ${times.at(-1)}, ${words.length} of them words for the teacher; ` +
      `a round of ${WORDS.length} words takes ${roundSeconds.toFixed(2)} s`,
  );
  await studio.button('Stop listening').click();
  await expect.poll(async () => (await heard()).ended).not.toBeNull();
  const { samples, frames, gaps, ended } = await heard();
  const { missed, empty, quanta } = await given();
  expect(gaps).toBe(0);
  expect(missed).toBe(0);
  expect(empty).toBe(0);
  expect(ended).toEqual({ samples, frames });
  // It tells its count once a second.
  expect(samples / 128 - quanta).toBeGreaterThanOrEqual(0);
  expect(samples / 128 - quanta).toBeLessThan(3 * 375);
  expect(last - settled).toBeLessThan(MAX_GROWTH_BYTES);
  const seconds = samples / (await given()).sampleRateHz;
  expect(times.at(-1)).toBeGreaterThan(seconds - 2 * roundSeconds);
  const said = Math.floor((seconds * WORDS.length) / roundSeconds);
  expect(answers.length).toBeGreaterThan(0.95 * said);
  expect(answers.length).toBeLessThan(1.05 * said);
  expect(words.length).toBeGreaterThan(0.6 * said);
});

/** Reads the list of what was heard as it grows: it shows but the last. @returns all so far */
async function collectAnswers(page: Page): Promise<() => Promise<readonly { second: number; word: string }[]>> {
  await page.evaluate(() => {
    const seen = new Map<number, string>();
    const read = () => {
      for (const row of document.querySelectorAll('.heard tbody tr')) {
        const [at, word] = [...row.querySelectorAll('td')].map((cell) => cell.textContent);
        seen.set(Number(at?.replace(/[^\d.]/g, '')), word ?? '');
      }
    };
    setInterval(read, 1000);
    Object.assign(globalThis, { answers: () => [...seen].map(([second, word]) => ({ second, word })) });
  });
  return () =>
    page.evaluate(() =>
      (globalThis as unknown as { answers(): { second: number; word: string }[] })
        .answers()
        .sort((a, b) => a.second - b.second),
    );
}

function tell(text: string): void {
  process.stdout.write(`\n${text}\n`);
}
