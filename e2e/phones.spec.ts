import { expectAccessible } from './support/access.ts';
import { CPU } from './support/studio.ts';
import { expect, test } from './support/test.ts';

test('phones of digits are learnt frame by frame, judged by frame accuracy, and shown over an utterance', async ({
  studio,
  page,
}) => {
  await studio.open({ backend: CPU, link: 'v=3&preset=phones&limits.maxSteps=3&limits.maxClips=120' });
  await expect.poll(async () => (await studio.state()).dataset).toMatchObject({ clips: 1056, speakers: 96 });
  await expect(page.getByText('1,056 utterances, 37 phones')).toBeVisible();
  await studio.run();
  const state = await studio.reaches('finished');
  expect(state.config).toMatchObject({ preset: 'phones', task: { kind: 'frames' } });
  const { metrics } = state.models['distilled'] as { metrics: object };
  expect(Object.keys(metrics)).toEqual(['accuracy', 'precision', 'recall', 'f1']);
  await expect(studio.region('Verdict')).toContainText(/\d+ of 100 frames right, alone \d+/);
  await expect(studio.region('Frame accuracy')).toBeVisible();
  await expect(studio.region('Confusion matrix: distilled').getByRole('rowheader')).toHaveCount(36);
  const lanes = studio.region('When they say it');
  for (const name of ['Alone', 'Distilled'])
    await expect(lanes.getByRole('region', { name, exact: true })).toContainText('the teacher’s likeliest phone');
  await expectAccessible(page, 'a verdict on phones');

  // Spelled instead: nets for sentences come with it, on the same utterances.
  await studio.button('Data').click();
  await page.getByRole('radio', { name: 'sentences (CTC)' }).check({ force: true });
  await expect(studio.region('Nets changed')).toContainText('changed to the preset “Sentences”');
});
