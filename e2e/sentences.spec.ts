import { expectAccessible } from './support/access.ts';
import { sentenceFolder, writeFolder } from './support/speech.ts';
import { CPU } from './support/studio.ts';
import { expect, test } from './support/test.ts';

test('a dropped folder of sentences is told from words, trained on, and judged by its word error rate', async ({
  studio,
  page,
}, info) => {
  const folder = info.outputPath('said');
  await writeFolder(folder, await sentenceFolder(['yes', 'no', 'stop'], 6));
  await studio.open({ backend: CPU, link: 'v=3&preset=few-labels&limits.maxSteps=2&seed=4' });
  await studio.drop(folder);

  const staged = studio.region('New data');
  await expect(staged).toContainText(
    'These are sentences: 12 utterances can be used. Nets spell them in 8 characters.',
  );
  await expect(staged).toContainText('Texts were made alike: letter case');
  await studio.button('Train on this').click();
  await expect(studio.region('Nets changed')).toContainText('changed to the preset “Sentences”');

  const state = await studio.reaches('finished');
  expect(state.config).toMatchObject({ preset: 'sentences', seed: 4, limits: { maxSteps: 2 }, task: { kind: 'ctc' } });
  expect(state.models['distilled']).toMatchObject({ family: 'deepspeech2-mini' });
  expect(Object.keys((state.models['distilled'] as { metrics: object }).metrics)).toEqual(['wer', 'cer']);
  const verdict = studio.region('Verdict');
  await expect(verdict).toContainText(/mishears \d+ of 100 words, alone \d+ \(WER\)/);
  await expect(verdict).not.toContainText('Accuracy');
  await expect(studio.region('Word error rate (WER)')).toContainText('lower is better');
  await expect(studio.region('Errors: distilled')).toContainText('words were said');
  await expectAccessible(page, 'a verdict on sentences');

  // Words again: nets for words come with them.
  await studio.button('Data').click();
  await studio.button('Back to the speech pack').click();
  await expect(studio.region('Nets changed')).toContainText('changed to the preset “Few labels”');
  await studio.region('Nets changed').getByRole('button', { name: 'Undo the last change' }).click();
  await expect.poll(async () => page.url()).toContain('preset=sentences');
});

test('connected digits are fetched with their preset, and nets show when they say what', async ({ studio, page }) => {
  await studio.open({ backend: CPU, link: 'v=3&preset=connected-digits&limits.maxSteps=3&limits.maxClips=120' });
  await expect.poll(async () => (await studio.state()).dataset).toMatchObject({ clips: 1056, speakers: 96 });
  await studio.button('Student').click();
  for (const family of ['DNN with context', 'CNN by frames'])
    await page.getByRole('radio', { name: family }).check({ force: true });
  await studio.run();
  const { models } = await studio.reaches('finished');
  expect(models['teacher']).toMatchObject({ family: 'deepspeech2-mini' });
  for (const id of ['alone', 'distilled']) expect(models[id]).toMatchObject({ family: 'frame-cnn' });
  const spikes = studio.region('When they say it');
  for (const name of ['Teacher', 'Alone', 'Distilled'])
    await expect(spikes.getByRole('region', { name, exact: true })).toContainText('of the time');
  await spikes.getByText('spikes only').click();
  await expect(spikes).toContainText('Choose it under Method');
  await spikes.getByRole('button', { name: 'Next utterance' }).click();
  await expect(spikes).toContainText('2 of 176');
  await expectAccessible(page, 'spikes');

  await page.getByRole('radio', { name: 'Speak' }).check({ force: true });
  await studio.button('Play test sentences').click();
  const heard = studio.region('Heard').getByRole('listitem');
  await expect(heard.first()).toContainText(/^Said 0\.0 to [1-9].* s(\w+ )*\w+Teacher.*(error|right)/, {
    timeout: 30_000,
  });
  await expect(page.getByRole('article', { name: 'Distilled' })).toContainText('WER so far');
  await page.keyboard.press('Space');
  await expect(studio.button('Play test sentences')).toBeEnabled();
  await expectAccessible(page, 'Speak for sentences');
  await page.getByRole('radio', { name: 'Train' }).check({ force: true });

  await page.getByLabel('Preset').selectOption({ label: 'Few labels' });
  await expect(page.getByText('2,560 clips of 20 words')).toBeVisible({ timeout: 30_000 });
  await expect(spikes, 'of other data').toHaveCount(0);
});
