import { CPU } from './support/studio.ts';
import { expect, test } from './support/test.ts';

test.use({
  launchOptions: async ({ launchOptions }, use) => {
    // Without the flag that says yes to everything, a headless browser says no.
    await use({ ...launchOptions, args: (launchOptions.args ?? []).filter((arg) => !arg.includes('fake')) });
  },
});

test('a refused microphone is said so, and the rest goes on', async ({ studio, page }) => {
  await page.goto(`/?lang=en&backend=${CPU}`);
  await page.getByText('Speak', { exact: true }).click();
  await studio.button('Listen').click();
  await expect(page.getByRole('alert')).toContainText(/microphone/i);
  await studio.button('Hear unseen voices').click();
  await expect(page.getByRole('article', { name: 'Teacher' })).toContainText('% sure');
  await expect(page.getByRole('alert')).toHaveCount(0);
});
