import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mkdirSync, writeFileSync } from 'node:fs';
import { expect, test } from './support/test.ts';
import { wavFile } from './support/wav.ts';

/** What the fake microphone hears, over and over: a second of tone, a second of hush. */
const RATE_HZ = 48_000;
const heard = Float32Array.from({ length: 2 * RATE_HZ }, (_, n) =>
  n < RATE_HZ ? 0.3 * Math.sin((2 * Math.PI * 440 * n) / RATE_HZ) : 0.0005 * Math.sin(n * n),
);
const folder = join(tmpdir(), 'stillhouse-microphone');
mkdirSync(folder, { recursive: true });
const file = join(folder, 'heard.wav');
writeFileSync(file, wavFile(heard, RATE_HZ));

test.use({
  launchOptions: async ({ launchOptions }, use) => {
    await use({ ...launchOptions, args: [...(launchOptions.args ?? []), `--use-file-for-fake-audio-capture=${file}`] });
  },
});

test('labelled takes from the microphone become a dataset', async ({ studio, page }) => {
  await studio.open();
  await studio.button('Record').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Label').fill('hello');
  await dialog.getByLabel('Speaker').fill('anna');
  for (const take of [1, 2]) {
    await dialog.getByRole('button', { name: 'Record', exact: true }).click();
    await expect(dialog.getByRole('meter')).not.toHaveAttribute('aria-valuenow', '0');
    await page.waitForTimeout(1200);
    await dialog.getByRole('button', { name: 'End the take' }).click();
    await expect(dialog.getByRole('status')).toContainText(String(take));
  }
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(dialog).toHaveCount(0);
  const staged = studio.region('New data');
  await expect(staged).toContainText('My recordings');
  await expect(staged).toContainText('2 clips');
  await expect(staged).toContainText('hello');
});
