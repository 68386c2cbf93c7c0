import { HEARS_A_WORD } from './support/heard-word.ts';
import { expect, test } from './support/test.ts';

test.use({
  launchOptions: async ({ launchOptions }, use) => {
    await use({ ...launchOptions, args: [...(launchOptions.args ?? []), HEARS_A_WORD] });
  },
});

test('a microphone that is plugged out, a phone that is turned, a hidden page and a reload lose no take', async ({
  studio,
  page,
}) => {
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

  const { width, height } = page.viewportSize()!;
  await page.setViewportSize({ width: 390, height: 844 });
  await page.evaluate(() => (globalThis as unknown as { plugOut(): void }).plugOut());
  await expect(dialog.getByRole('alert')).toContainText('The microphone went away.');
  await page.setViewportSize({ width, height });
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
