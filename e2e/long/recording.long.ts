import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/access.ts';
import { HEARS_A_WORD } from '../support/heard-word.ts';
import { CPU } from '../support/studio.ts';
import { expect, test } from '../support/test.ts';

test.use({
  launchOptions: async ({ launchOptions }, use) => {
    await use({ ...launchOptions, args: [...(launchOptions.args ?? []), HEARS_A_WORD] });
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
  // Eleven takes are made in real time: too long for every change.
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
