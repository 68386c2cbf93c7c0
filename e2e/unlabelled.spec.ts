import { expectAccessible } from './support/access.ts';
import { sentenceFolder, writeFolder } from './support/speech.ts';
import { CPU } from './support/studio.ts';
import { expect, test } from './support/test.ts';

test('audio that nobody labelled is heard by the distilled student, and the verdict says so', async ({
  studio,
  page,
}, info) => {
  const talk = info.outputPath('talk');
  const sounds = Object.entries(await sentenceFolder(['yes', 'no', 'stop'], 2)).filter(([path]) =>
    path.endsWith('.wav'),
  );
  await writeFolder(talk, Object.fromEntries(sounds));
  await studio.open({ backend: CPU, link: 'v=3&preset=few-labels&limits.maxSteps=2&limits.maxClips=120' });
  await studio.drop(talk);
  const staged = studio.region('New data');
  await expect(staged).toContainText(`${sounds.length} clips`);
  await staged.getByRole('button', { name: 'Hear without labels' }).click();
  await expect(staged).toHaveCount(0);
  await studio.button('Data').click();
  const heard = studio.region('Audio without labels');
  await expect(heard).toContainText(`talk ${sounds.length} clips · 0.`);
  await expect(heard).toContainText('alone never hears it');
  await expect.poll(() => page.url()).toContain('data.unlabelled=');
  await expectAccessible(page, 'audio without labels');

  await studio.run();
  const state = await studio.reaches('finished');
  expect(state).toMatchObject({ unlabelled: { name: 'talk', clips: sounds.length, leftOut: [] } });
  const said = `minutes without labels (${sounds.length} clips), alone did not`;
  await expect(studio.region('Verdict')).toContainText(said);

  await heard.getByRole('button', { name: 'Leave it out' }).click();
  await expect.poll(() => page.url()).not.toContain('data.unlabelled');
  await expect(heard.getByText('Choose files to be heard without labels')).toBeVisible();
});
