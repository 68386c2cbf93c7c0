import { readFile } from 'node:fs/promises';
import { alignTexts, countErrors, errorsIn, unitOf } from '../src/engine/metrics/error-rates.ts';
import { expectAccessible } from './support/access.ts';
import { hearsDigits } from './support/spoken-words.ts';
import { CPU } from './support/studio.ts';
import { expect, test } from './support/test.ts';

const { argument, text } = await hearsDigits('SAID');
/** Of words; what is played to the microphone is the loudness of the pack, in a room without a sound. */
const MOST_ERRORS = 1;

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
  for (const student of cards.slice(1)) await expect(student).toContainText('Streams: hears each frame once, and looks 20 ms ahead');

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
    const answer = await heard.locator('dl > div').nth(net + 1).locator('dd').innerText();
    const errors = errorsIn(countErrors(alignTexts(text, answer, unitOf.wer)));
    expect(errors, `${name} heard "${answer}" for "${text}"`).toBeLessThanOrEqual(MOST_ERRORS);
    // One word and then another: told while there was more to come.
    const lengths = (grown[net] ?? []).map((said) => said.split(' ').length);
    expect(new Set(lengths).size, `${name} grew by ${JSON.stringify(grown[net])}`).toBeGreaterThanOrEqual(2);
    expect(Math.min(...lengths)).toBeLessThan(text.split(' ').length);
  }
  await expect(cards[1]!.getByText('After the sentence')).toBeVisible();
  await expect(page.getByText(/^From the end of the sentence to the text: .* of waiting/)).toBeVisible();
  await expectAccessible(page, 'Speak for sentences, streamed');
});
