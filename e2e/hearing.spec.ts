import { expect, test } from './support/test.ts';
import { CPU } from './support/studio.ts';

test('a clip is heard and seen clean, noisy, denoised and as in training, by the keyboard', async ({
  studio,
  page,
}) => {
  await studio.open({ backend: CPU, link: 'v=1&preset=few-labels' });
  const picture = page.getByRole('img', { name: /^Spectrogram of/ });
  const pixels = () => picture.getAttribute('src').then(String);
  const heard = page.getByRole('radiogroup', { name: 'What is heard' });
  const seen = new Set<string>();
  const expectAnother = async () => {
    await expect.poll(async () => seen.has(await pixels())).toBe(false);
    seen.add(await pixels());
  };
  await expect(heard.getByRole('radio')).toHaveCount(2);
  await expectAnother();
  await heard.getByRole('radio', { name: 'clean' }).focus();
  await page.keyboard.press('ArrowRight');
  await expectAnother();
  await studio.button('Version 1 of 8').press('Enter');
  await expectAnother();

  await page.goto(`/?lang=en&backend=${CPU}#v=2&preset=few-labels&frontEnd.denoise=wiener&data.augment.speed=20`);
  await page.reload();
  await expect(heard.getByRole('radio')).toHaveCount(4);
  // Noise alone looks as it did before: what was seen then would be waited for in vain.
  seen.clear();
  await expectAnother();
  for (const name of ['noisy', 'denoised', 'as in training']) {
    await heard.getByText(name, { exact: true }).click();
    await expectAnother();
  }
  await studio.button('Play').click();
  await expect(studio.button('Silence')).toBeVisible();
  await expect(studio.button('Play')).toBeVisible();
});

test('the front end takes the definitions of other tools', async ({ studio, page }) => {
  await studio.open({ backend: CPU });
  await page.getByRole('button', { name: /^Front end/ }).click();
  const preset = page.getByRole('combobox', { name: 'Set as in' });
  await expect(preset).toHaveValue('stillhouse');
  await preset.selectOption('whisper');
  await expect(page).toHaveURL(/frontEnd\.log=whisper/);
  await preset.selectOption('stillhouse');
  await expect(page).toHaveURL(/preset=few-labels$/);
});
