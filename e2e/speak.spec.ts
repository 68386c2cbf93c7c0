import { expectAccessible } from './support/access.ts';
import { countPresses } from './support/presses.ts';
import { hearsWords } from './support/spoken-words.ts';
import { CPU } from './support/studio.ts';
import { expect, test } from './support/test.ts';

const WORDS = ['seven', 'go', 'yes', 'three', 'no', 'nine'];
const { argument } = await hearsWords(WORDS);

test.use({
  launchOptions: async ({ launchOptions }, use) => {
    await use({ ...launchOptions, args: [...(launchOptions.args ?? []), argument] });
  },
});

test('two presses, and what is said is answered: in order, each word once', async ({ studio, page }) => {
  const presses = await countPresses(page);
  await page.goto(`/?lang=en&backend=${CPU}`);
  await page.getByText('Speak', { exact: true }).click();
  await studio.button('Listen').click();
  const teacher = page.getByRole('article', { name: 'Teacher' });
  await expect(teacher).toContainText('% sure');
  expect(await presses()).toBe(2);

  const rows = page.locator('.heard tbody tr');
  await page.getByText('Keep what I say as data').click();
  await page.getByLabel('Speaker').fill('anna');
  await expect(rows.nth(WORDS.length - 1)).toBeVisible({ timeout: 30_000 });
  await studio.button('Stop listening').click();
  await expect(studio.button('Listen')).toBeEnabled();
  const answers = (await rows.locator('td:nth-child(2)').allInnerTexts()).toReversed();
  const first = answers.slice(0, WORDS.length);
  const right = first.filter((answer, i) => answer === WORDS[i]);
  expect(right.length, first.join(', ')).toBeGreaterThanOrEqual(WORDS.length - 2);
  for (const [i, answer] of first.entries()) expect([WORDS[i], 'nothing']).toContain(answer);
  const after = await teacher.locator('dd').first().innerText();
  test.info().annotations.push({ type: 'from the end of the word to the label', description: after });
  const computed = await page.getByText('of computing by 3 nets').innerText();
  test.info().annotations.push({ type: 'waiting and computing', description: computed });

  await rows.nth(1).getByRole('combobox').selectOption({ label: 'No word' });
  await expect(teacher).toContainText('of 1 right');
  const kept = studio.region('Keep what I say as data');
  const spoken = rows.first().getByRole('combobox');
  await spoken.selectOption({ label: 'yes' });
  await expect(kept).toContainText('1 kept now; 1 clip in');
  await spoken.selectOption({ label: 'no' });
  await kept.getByRole('button', { name: 'Undo' }).click();
  await expect(rows.first().getByRole('img', { name: 'kept as data' })).toBeVisible();
  await kept.getByRole('button', { name: 'Look at the clips' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('row').click();
  await expect(dialog.getByLabel('Label')).toHaveValue('yes');
  await expect(dialog.getByLabel('Speaker')).toHaveValue('anna');
  await dialog.getByRole('button', { name: 'Close' }).click();
  await studio.button('Compare microphone and file').click();
  await expect(page.getByText('Microphone and file give the same numbers')).toBeVisible();
  await studio.button('Measure false alarms').click();
  const roc = studio.region('Missed words against false alarms');
  const curve = roc.getByRole('slider', { name: 'Sure enough from' });
  await expect(curve).toHaveAttribute('aria-valuetext', /^From 95\.00%\. Teacher: \d+% missed, /, { timeout: 60_000 });
  await curve.press('ArrowRight');
  await expect(curve).toHaveAttribute('aria-valuetext', /^From 92\.50%/);
  await page.getByText('How they listen').click();
  await expectAccessible(page, 'Speak');
  await page.getByRole('slider', { name: 'Silence that ends it' }).press('ArrowRight');
  await expect(roc, 'measured by another rule').toHaveCount(0);
  await page.keyboard.press('f');
  await expect(page.getByRole('region', { name: 'Stage view' })).toBeVisible();
  await expectAccessible(page, 'the stage view');
  await page.keyboard.press('Escape');
  await expect(studio.button('Listen')).toBeVisible();
});

test('clips of unseen voices are played by the same way, and what they are is known', async ({ studio, page }) => {
  await page.goto(`/?lang=zh-CN&backend=${CPU}`);
  await page.getByText('说话', { exact: true }).click();
  await expect(studio.button('开始聆听')).toBeEnabled({ timeout: 30_000 });
  for (const name of ['停止聆听', '开始聆听']) {
    await page.keyboard.press('Space');
    await expect(studio.button(name)).toBeEnabled();
  }
  await studio.button('播放未见过的声音').click();
  await expect(page.getByRole('article', { name: '教师' })).toContainText(/3 个中对/, { timeout: 30_000 });
  await studio.button('停止聆听').click();
  await expect(studio.button('开始聆听')).toBeEnabled();
  await expectAccessible(page, 'Speak in Chinese');
});
