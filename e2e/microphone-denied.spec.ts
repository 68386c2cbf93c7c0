import { expect, test } from './support/test.ts';

test.use({
  launchOptions: async ({ launchOptions }, use) => {
    // Without the flag that says yes to everything, a headless browser says no.
    const args = (launchOptions.args ?? []).filter((arg) => !arg.includes('fake'));
    await use({ ...launchOptions, args });
  },
});

test('a microphone that is refused is said so, and the page works on', async ({ studio, page }) => {
  await studio.open();
  await studio.button('Record').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Words').fill('hello');
  await dialog.getByRole('button', { name: 'Begin' }).click();
  await expect(dialog.getByRole('alert')).toContainText(/microphone/i);
  await page.keyboard.press('Escape');
  await expect(dialog.getByText('Nothing is recorded yet.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(studio.button('Run')).toBeEnabled();
});
