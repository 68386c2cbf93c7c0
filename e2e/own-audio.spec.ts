import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { writeTar } from '../src/engine/data/archives/testing/write-tar.ts';
import { writeZip } from '../src/engine/data/archives/testing/write-zip.ts';
import { CPU } from './support/studio.ts';
import { clipsOf, wordFolders, writeFolder } from './support/speech.ts';
import { wavFile } from './support/wav.ts';
import { expectAccessible } from './support/access.ts';
import { expect, test } from './support/test.ts';

const WORDS = ['yes', 'no', 'stop'];

test('a dropped folder is read, described, and trained on', async ({ studio, page }, info) => {
  const folder = info.outputPath('words');
  await writeFolder(folder, await wordFolders(WORDS, 12));
  await studio.open({ backend: CPU, link: 'v=1&preset=few-labels&data.labelShare=100&limits.maxSteps=5' });
  await studio.drop(folder);

  const staged = studio.region('New data');
  await expect(staged).toContainText('36');
  for (const word of WORDS) await expect(staged).toContainText(word);
  await studio.button('Train on this').click();
  await expect.poll(async () => (await studio.state()).config.data.source.kind).toBe('own');
  const state = await studio.reaches('finished');
  expect(state.dataset).toMatchObject({ clips: 36, classes: [...WORDS].sort(), skipped: [] });
  expect(page.url()).toContain('data.source');
});

test('chosen files bring their labels in their names; bad ones are named with the reason', async ({
  studio,
  page,
}, info) => {
  const clips = await clipsOf(WORDS, 6);
  const good = clips.map(({ label, speaker, samples, sampleRateHz }, i) => ({
    name: `${label}_${speaker.replaceAll(/[^a-z0-9]/gi, '')}_${i}.wav`,
    content: wavFile(samples, sampleRateHz),
  }));
  const whole = good[0]!.content;
  const bad = [
    { name: 'yes_zoe_90.wav', content: Buffer.alloc(0), reason: /holds no sound/ },
    {
      name: 'yes_zoe_91.wav',
      content: Buffer.from('this is no audio at all, only a lie'),
      reason: /content is not WAV/,
    },
    { name: 'yes_zoe_92.wav', content: wavFile(new Float32Array(8000), 8000), reason: /All of it is silence/ },
    { name: 'yes_zoe_93.wav', content: whole, reason: /same as another file/ },
    { name: 'notes.txt', content: Buffer.from('not audio'), reason: /content is not WAV/ },
  ];
  const folder = info.outputPath('files');
  await writeFolder(folder, Object.fromEntries([...good, ...bad].map(({ name, content }) => [name, content])));
  await studio.open();
  await page.getByLabel('Choose files').setInputFiles([...good, ...bad].map(({ name }) => join(folder, name)));

  const staged = studio.region('New data');
  await expect(staged).toContainText(String(good.length));
  await staged.getByText(`${bad.length} files were left out`).click();
  for (const { name, reason } of bad) {
    await expect(staged.getByRole('listitem').filter({ hasText: name })).toContainText(reason);
  }
});

test('own data is kept: there on the next visit, with its size, removed and put back', async ({
  studio,
  page,
}, info) => {
  const folder = info.outputPath('kept-words');
  await writeFolder(folder, await wordFolders(WORDS, 6));
  await studio.open({ backend: CPU, link: 'v=1&preset=few-labels&data.labelShare=100&limits.maxSteps=3' });
  await studio.drop(folder);
  await studio.button('Train on this').click();
  await studio.reaches('finished');

  await page.reload();
  await expect(studio.button('Run')).toBeEnabled();
  await expect.poll(async () => (await studio.state()).dataset?.clips).toBe(18);
  await studio.button('Data').click();
  const kept = studio.region(/^Kept on this device: (.*B|nothing)$/);
  await expect(kept).toContainText(/kept-words.*18 clips.*3 classes.*In use/);
  await studio.button('Back to the speech pack').click();
  await kept.getByRole('button', { name: 'Remove kept-words' }).click();
  await expect(kept).toContainText('kept-words is removed.');
  await kept.getByRole('button', { name: 'Undo' }).click();
  await kept.getByRole('button', { name: 'Use kept-words' }).click();
  await expect.poll(async () => (await studio.state()).dataset?.clips).toBe(18);
});

test('archives are read like the folders in them, by any layout; what is hostile in them is named', async ({
  studio,
  page,
}, info) => {
  const words = Object.entries(await wordFolders(WORDS, 6));
  const clips = words.map(([path, content]) => ({ name: `words/${path}`, content: Uint8Array.from(content) }));
  const rows = words.map(([path], i) => `${path},${i % 2 === 0 ? 'even' : 'odd'}`);
  const list = { name: 'words/list.csv', content: Buffer.from(['path,label', ...rows].join('\n')) };
  const evil = { name: '../../evil.wav', content: clips[0]!.content };
  const folder = info.outputPath('archives');
  await writeFolder(folder, {
    'words.tar.gz': gzipSync(writeTar([...clips, list, { name: 'words/link.wav', type: '2' }])),
    'words.zip': Buffer.from(writeZip([...clips, evil])),
    'broken.zip': Buffer.alloc(0),
  });
  const unpacked = () =>
    page.evaluate(async () => {
      const root = await navigator.storage.getDirectory();
      const names: string[] = [];
      for await (const name of (await root.getDirectoryHandle('unpacked')).keys()) names.push(name);
      return names.length;
    });
  await studio.open();
  const staged = studio.region('New data');
  const layout = page.getByLabel('Layout', { exact: true });
  await studio.drop(join(folder, 'words.tar.gz'));
  await expect(staged).toContainText('18 clips', { timeout: 60_000 });
  await layout.selectOption('folder-per-class');
  await expect(staged).toContainText('3 classes');
  expect(await unpacked(), 'what was unpacked takes room after the import').toBe(0);
  // A list in it is read long after the import, also when another failed meanwhile.
  await page.getByLabel('Choose files').setInputFiles(join(folder, 'broken.zip'));
  await expect(page.getByRole('alert').filter({ hasText: 'broken.zip' })).toBeVisible();
  await layout.selectOption('csv');
  await expect(staged).toContainText('2 classes');
  await staged.getByText('1 file was left out').click();
  await expect(staged.getByRole('listitem').filter({ hasText: 'link.wav' })).toContainText('links are not followed');
  expect(await unpacked()).toBe(0);

  await studio.button('Not now').click();
  await page.getByLabel('Choose files').setInputFiles(join(folder, 'words.zip'));
  await expect(staged).toContainText('18 clips', { timeout: 60_000 });
  await staged.getByText('1 file was left out').click();
  await expect(staged.getByRole('listitem').filter({ hasText: 'evil.wav' })).toContainText('leads out of the archive');
});

test('a folder with one word only is refused, with what would help', async ({ studio, page }, info) => {
  const folder = info.outputPath('one');
  await writeFolder(folder, await wordFolders(['yes'], 6));
  await studio.open();
  await page.getByLabel('Choose a folder').setInputFiles(folder);
  await expect(page.getByRole('alert')).toContainText(/too few classes.*word_speaker_take/);
  await expect(studio.button('Train on this')).toBeDisabled();
});

test('another layout, a pattern or the columns of a table change at once what is read', async ({
  studio,
  page,
}, info) => {
  const folder = info.outputPath('table');
  const clips = await clipsOf(['yes', 'no'], 6);
  const rows = clips.map(({ label, speaker }, i) => `c${i}.wav,${label},${speaker}`);
  const audio = clips.map(({ samples, sampleRateHz }, i) => [`c${i}.wav`, wavFile(samples, sampleRateHz)] as const);
  const table = Buffer.from(['file,what,who', ...rows].join('\n'));
  await writeFolder(folder, { ...Object.fromEntries(audio), 'list.csv': table });
  await studio.open();
  await studio.drop(folder);

  const staged = studio.region('New data');
  await expect(staged).toContainText('12 clips');
  await expect(page.getByLabel('Layout', { exact: true })).toHaveValue('csv');
  await expect(studio.button('Train on this')).toBeDisabled();
  await staged.getByLabel('Label', { exact: true }).selectOption('what');
  await expect(staged).toContainText('2 classes');
  await staged.getByLabel('Speaker', { exact: true }).selectOption('who');
  await expect(staged).toContainText('6 speakers');
  await expect(studio.button('Train on this')).toBeEnabled();

  await page.getByLabel('Layout', { exact: true }).selectOption('Label in the file name');
  await expect(staged).toContainText('Chosen by hand: nothing in these files speaks for it.');
  await staged.getByLabel('Pattern of the names').fill('c{label}');
  await staged.getByLabel('Pattern of the names').press('Enter');
  await expect(staged).toContainText('12 classes');
  await expectAccessible(page, 'new data');
});

test('all clips: sorted, filtered and heard by the keyboard', async ({ studio, page }, info) => {
  const folder = info.outputPath('clips');
  await writeFolder(folder, await wordFolders(['yes', 'no'], 6));
  await studio.open();
  await studio.drop(folder);
  await studio.button('Show all 12 clips').click();
  const table = page.getByRole('grid', { name: 'All clips' });
  const first = table.getByRole('row').nth(1);
  await expect(first).toContainText('no');
  await table.getByRole('columnheader', { name: 'Said' }).click();
  await table.getByRole('columnheader', { name: 'Said' }).click();
  await expect(first).toContainText('yes');
  await page.getByLabel('Find').fill('/no/');
  await expect(studio.region('New data')).toContainText('6 clips; press one to hear it.');
  await expectAccessible(page, 'all clips');
  await first.focus();
  // A short word may be over before one looks.
  await page.evaluate(() => {
    const look = () => {
      if (document.querySelector('.clip-row.heard')) document.documentElement.dataset['clipHeard'] = 'yes';
    };
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true });
  });
  await page.keyboard.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('data-clip-heard', 'yes');
});
