import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mkdirSync, writeFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expectAccessible } from './support/access.ts';
import { expect, test } from './support/test.ts';
import { CPU } from './support/studio.ts';
import { wavFile } from './support/wav.ts';

/** What the fake microphone hears, over and over: a "word" in hush. */
const RATE_HZ = 48_000;
const heard = Float32Array.from({ length: 1.2 * RATE_HZ }, (_, n) => {
  const hush = 0.0005 * Math.sin(n * n);
  return n < 0.35 * RATE_HZ ? 0.3 * Math.sin((2 * Math.PI * 440 * n) / RATE_HZ) + hush : hush;
});
const folder = join(tmpdir(), 'stillhouse-microphone');
mkdirSync(folder, { recursive: true });
const file = join(folder, 'heard.wav');
writeFileSync(file, wavFile(heard, RATE_HZ));

test.use({
  launchOptions: async ({ launchOptions }, use) => {
    await use({ ...launchOptions, args: [...(launchOptions.args ?? []), `--use-file-for-fake-audio-capture=${file}`] });
  },
});

/** Goes on by Tab until what is called so has the focus. */
async function reach(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 80; presses++) {
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      const labels = element && 'labels' in element ? (element as HTMLInputElement).labels : null;
      return (labels?.[0] ?? element)?.textContent ?? '';
    });
    if (focused.trim().startsWith(name)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${name} is not reached by Tab`);
}

test('two words are recorded by keyboard alone, gone over, and trained on', async ({ studio, page }) => {
  // Eleven takes are made in real time.
  test.slow();
  await studio.open({ backend: CPU, link: 'v=1&preset=few-labels&limits.maxSteps=3' });
  await reach(page, 'Record');
  await page.keyboard.press('Enter');
  await reach(page, 'Words');
  await page.keyboard.type('yes, 不');
  await reach(page, 'Speaker');
  await page.keyboard.type('anna');
  const dialog = page.getByRole('dialog');
  await expectAccessible(page, 'setting up');
  await reach(page, 'Begin');
  await page.keyboard.press('Enter');

  const word = dialog.locator('.guided-word');
  await expect(word).toHaveText('Be still: the room is recorded');
  await expect(word).toHaveText('yes');
  await expect(dialog.getByRole('meter')).not.toHaveAttribute('aria-valuenow', '0');
  // The button has the focus: a space pauses, and goes on.
  await page.keyboard.press('Space');
  await expect(dialog.getByText('Paused. All takes so far are kept.').first()).toBeVisible();
  await expectAccessible(page, 'paused');
  await page.keyboard.press('Space');
  await expect(word).toHaveText('不', { timeout: 30_000 });
  await page.keyboard.press('r');
  await expect(word).toHaveText('yes');
  await expect(word).toHaveText('不', { timeout: 30_000 });
  await expect(dialog.getByText('11 clips.')).toBeVisible({ timeout: 90_000 });

  const clips = dialog.getByRole('grid', { name: 'Recorded clips' });
  await clips.getByRole('row').nth(1).click();
  const start = dialog.getByRole('slider', { name: 'Start of the clip' });
  const before = Number(await start.getAttribute('aria-valuenow'));
  await start.focus();
  await page.keyboard.press('ArrowRight');
  await expect(start).toHaveAttribute('aria-valuenow', String(before + 10));
  await expect(dialog.getByText('The browser did nothing to the sound.')).toBeVisible();
  await expectAccessible(page, 'going over the clips');
  await page.keyboard.press('Control+z');
  await expect(start).toHaveAttribute('aria-valuenow', String(before));

  await reach(page, 'Done');
  await page.keyboard.press('Enter');
  const staged = studio.region('New data');
  await expect(staged).toContainText('My recordings');
  await expect(staged).toContainText('10 clips · 2 classes · 1 speaker · 1 noise recording');
  await reach(page, 'Train on this');
  await page.keyboard.press('Enter');
  const { dataset } = await studio.reaches('finished');
  expect(dataset?.classes).toEqual(['yes', '不']);
});

test('a microphone that is plugged out, a hidden page and a reload lose no take', async ({ studio, page }) => {
  await page.addInitScript(() => {
    const { mediaDevices } = navigator;
    const open = mediaDevices.getUserMedia.bind(mediaDevices);
    const tracks: MediaStreamTrack[] = [];
    Object.assign(globalThis, {
      plugOut: () => tracks.at(-1)?.dispatchEvent(new Event('ended')),
      hide: (hidden: boolean) => {
        Object.defineProperty(document, 'visibilityState', {
          value: hidden ? 'hidden' : 'visible',
          configurable: true,
        });
        document.dispatchEvent(new Event('visibilitychange'));
      },
    });
    let isMissing = true;
    mediaDevices.getUserMedia = async (constraints) => {
      if (isMissing) {
        isMissing = false;
        throw new DOMException('', 'NotFoundError');
      }
      const stream = await open(constraints);
      tracks.push(...stream.getAudioTracks());
      return stream;
    };
  });
  await studio.open();
  await studio.button('Record').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Words').fill('yes');
  await dialog.getByText('Record the room first').click();
  await dialog.getByRole('button', { name: 'Begin' }).click();
  await expect(dialog.getByRole('alert')).toContainText('No microphone was found.');
  const goOn = dialog.getByRole('button', { name: 'Go on' });
  await goOn.click();
  const progress = dialog.getByRole('progressbar', { name: 'Takes done' });
  await expect(progress).toHaveAttribute('value', '1', { timeout: 30_000 });

  await page.evaluate(() => (globalThis as unknown as { plugOut(): void }).plugOut());
  await expect(dialog.getByRole('alert')).toContainText('The microphone went away.');
  await goOn.click();
  await expect(progress).toHaveAttribute('value', '2', { timeout: 30_000 });
  await page.evaluate(() => (globalThis as unknown as { hide(hidden: boolean): void }).hide(true));
  await expect(dialog.getByText('Paused, for the page was hidden.').first()).toBeVisible();

  await page.reload();
  const staged = studio.region('New data');
  await expect(staged).toContainText('2 clips', { timeout: 20_000 });
  await staged.getByRole('button', { name: 'Not now' }).click();
  await studio.button('Record').click();
  await expect(dialog.getByRole('button', { name: 'Go over 2 clips' })).toBeVisible();
});
