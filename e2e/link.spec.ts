import { expect, test } from './support/test.ts';

test('what is changed stands in the link, and the link brings it back', async ({ studio, page, context }) => {
  await studio.open({ link: 'v=1&preset=noisy-room&seed=5&data.labelShare=20' });
  // The page writes its state at most once a second: what is read is asked for until it is there.
  await expect
    .poll(async () => (await studio.state()).config)
    .toMatchObject({ preset: 'noisy-room', seed: 5, data: { labelShare: 20 } });

  await page.getByLabel('Preset', { exact: true }).selectOption('all-labels');
  await expect.poll(() => new URL(page.url()).hash).toContain('preset=all-labels');
  await expect.poll(async () => (await studio.state()).config.preset).toBe('all-labels');
  const before = await page.evaluate(() => history.length);

  const other = await context.newPage();
  await other.goto(page.url());
  await expect(other.locator('#studio-state')).toBeAttached();
  const state = async (from: typeof page) =>
    (JSON.parse((await from.locator('#studio-state').textContent()) ?? '') as { config: unknown }).config;
  await expect.poll(() => state(other)).toEqual(await state(page));
  await other.close();
  expect(await page.evaluate(() => history.length), 'links are replaced, not pushed').toBe(before);
});

test('a link pasted into the open page is followed', async ({ studio, page }) => {
  await studio.open();
  await page.evaluate(() => {
    location.hash = 'v=1&preset=few-labels&seed=42';
  });
  await expect.poll(async () => (await studio.state()).config.seed).toBe(42);
});

test('a link that says what no experiment can say is refused, and the page works on', async ({ studio, page }) => {
  for (const bad of ['v=1&seed=many', 'v=1&no-such-thing=1', 'v=99', 'v=1&preset=none', 'v=1&__proto__.x=1']) {
    await page.goto('about:blank');
    await studio.open({ link: bad });
    await expect(page.getByRole('alert').first(), bad).toBeVisible();
    await expect.poll(async () => (await studio.state()).config.preset, bad).toBe('few-labels');
  }
});
