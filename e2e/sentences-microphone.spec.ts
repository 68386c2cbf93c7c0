import { readFile } from 'node:fs/promises';
import { alignTexts, unitOf } from '../src/engine/metrics/error-rates.ts';
import { expectAccessible } from './support/access.ts';
import { hearsDigits } from './support/spoken-words.ts';
import { CPU } from './support/studio.ts';
import { expect, test } from './support/test.ts';

const { argument, text } = await hearsDigits('en-gb-x-gbclan+pablo/3');
/**
 * Right words of five, by one of the voices that the nets were trained on. The students have 15,000 parameters, and what they
 * hear depends on where in a frame the browser begins: of them something is asked, of the teacher nearly all.
 */
const LEAST_RIGHT = [4, 1, 1];

test.use({
  // The nets come from a file of the tests, whatever the page has kept.
  serviceWorkers: 'block',
  launchOptions: async ({ launchOptions }, use) => {
    await use({ ...launchOptions, args: [...(launchOptions.args ?? []), argument] });
  },
});

test('a sentence said to the microphone grows while it is said, and ends as what was said', async ({
  studio,
  page,
}) => {
  await page.route(/\/demo\/few-labels\.(json|f16)$/, async (route) => {
    const kind = route.request().url().split('.').at(-1)!;
    await route.fulfill({ body: await readFile(new URL(`support/recorded/digits.${kind}`, import.meta.url)) });
  });
  await page.goto(`/?lang=en&backend=${CPU}`);
  await page.getByText('Speak', { exact: true }).click();
  await expect(studio.button('Listen')).toBeEnabled({ timeout: 30_000 });
  const cards = ['Teacher', 'Alone', 'Distilled'].map((name) => page.getByRole('article', { name, exact: true }));
  await expect(cards[0]!).toContainText('Reads the whole sentence again each time');
  for (const student of cards.slice(1))
    await expect(student).toContainText('Streams: hears each frame once, and looks 20 ms ahead');

  // Every text that a card shows while the sentence is said.
  await page.evaluate(() => {
    const shown: string[][] = [];
    Object.assign(globalThis, { shown });
    new MutationObserver(() => {
      document.querySelectorAll('.sentence-card').forEach((card, net) => {
        const said = card.querySelector('.net-sentence.growing')?.textContent;
        if (said && said !== '…' && shown[net]?.at(-1) !== said) (shown[net] ??= []).push(said);
      });
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  await studio.button('Listen').click();
  const heard = studio.region('Heard').getByRole('listitem');
  await expect(heard).toHaveCount(1, { timeout: 30_000 });
  await studio.button('Stop listening').click();
  await expect(studio.button('Listen')).toBeEnabled();
  await expect(heard, 'silence is no sentence').toHaveCount(1);

  const grown = await page.evaluate(() => (globalThis as unknown as { shown: string[][] }).shown);
  for (const [net, name] of ['Teacher', 'Alone', 'Distilled'].entries()) {
    const row = heard.locator('dl > div').nth(net + 1);
    const answer = await row.locator('dd').innerText();
    const right = alignTexts(text, answer, unitOf.wer).filter(({ kind }) => kind === 'equal').length;
    expect(right, `${name} heard "${answer}" for "${text}"`).toBeGreaterThanOrEqual(LEAST_RIGHT[net]!);
  }
  // Told while there was more to come. How often depends on how busy the machine is.
  const streamed = [...(grown[1] ?? []), ...(grown[2] ?? [])];
  expect(new Set(streamed).size, JSON.stringify(grown)).toBeGreaterThanOrEqual(2);
  const words = streamed.map((said) => said.split(' ').length);
  expect(Math.min(...words), JSON.stringify(grown)).toBeLessThan(text.split(' ').length);
  await expect(cards[1]!.getByText('After the sentence')).toBeVisible();
  await expect(page.getByText(/^From the end of the sentence to the text: .* of waiting/)).toBeVisible();
  await expectAccessible(page, 'Speak for sentences, streamed');
  const answered = await cards[0]!.locator('.net-sentence').innerText();
  await page.keyboard.press('f');
  await expect(studio.region('Stage view')).toContainText(answered);
  await expectAccessible(page, 'the stage view for sentences');
  await page.keyboard.press('Escape');
  await expect(studio.button('Listen')).toBeVisible();
});
