import { expectAccessible } from './support/access.ts';
import { expect, test } from './support/test.ts';
import { CPU, SHORT_RUN } from './support/studio.ts';

// Colours do not depend on the language: one theme is enough for the second.
for (const [lang, run, pause, themes] of [
  ['en', 'Run', 'Pause', ['light', 'dark']],
  ['zh-CN', '运行', '暂停', ['dark']],
] as const) {
  test(`no barrier before, during and after a run: ${lang}, ${themes.join(' and ')}`, async ({ studio, page }) => {
    const inEachTheme = async (when: string) => {
      for (const colorScheme of themes) {
        await page.emulateMedia({ colorScheme });
        await expectAccessible(page, `${when}, ${colorScheme}`);
      }
    };
    await page.goto(`/?lang=${lang}&backend=${CPU}#${SHORT_RUN}`);
    await expect(studio.button(run)).toBeEnabled();
    await inEachTheme('before');
    await studio.button(run).click();
    await studio.reaches('running');
    await studio.button(pause).click();
    await studio.reaches('paused');
    await inEachTheme('during');
    await studio.button(run).click();
    await studio.reaches('finished');
    await inEachTheme('after');
  });
}

test('a run from beginning to end by the keyboard alone', async ({ studio, page }) => {
  await page.goto(`/?lang=en&backend=${CPU}#${SHORT_RUN}`);
  await expect(studio.button('Run')).toBeEnabled();
  const reach = async (name: string) => {
    for (let presses = 0; presses < 80; presses++) {
      await page.keyboard.press('Tab');
      const focused = await page.evaluate(() => document.activeElement?.textContent ?? '');
      if (focused.trim() === name) return;
    }
    throw new Error(`${name} is not reached by Tab`);
  };
  await reach('Run');
  await page.keyboard.press('Enter');
  await studio.reaches('running');
  await page.keyboard.press('Enter');
  await studio.reaches('paused');
  await expect(studio.button('Run')).toBeFocused();
  await page.keyboard.press('Space');
  await expect(studio.button('Pause')).toBeFocused();
  await studio.reaches('finished');
  await expect(studio.button('Run')).toBeFocused();
  await expect(studio.region('Verdict')).toBeVisible();
  // Nothing can be begun on data that is not here: the button keeps the focus, and says that it is idle.
  await page.evaluate(() => {
    location.hash += '&data.source.kind=own&data.source.name=elsewhere&data.source.fingerprint=0123456789abcdef';
  });
  await expect(studio.button('Run')).toHaveAttribute('aria-disabled', 'true');
  await expect(studio.button('Run')).toBeFocused();
});

test('nothing is cut off at 390 pixels', async ({ studio, page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await studio.open();
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(sideways).toBeLessThanOrEqual(0);
  for (const name of ['Run', 'Pause', 'Step', 'Stop']) await expect(studio.button(name)).toBeInViewport();
});
