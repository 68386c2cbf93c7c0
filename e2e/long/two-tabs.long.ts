import type { Page } from '@playwright/test';
import { SAMPLE_FOLDER } from '../../src/protocol/sample-files.ts';
import { wordFolders, writeFolder } from '../support/speech.ts';
import { CPU, Studio } from '../support/studio.ts';
import { expect, test } from '../support/test.ts';

const LINK = 'v=1&preset=few-labels&data.labelShare=100&limits.maxSteps=3';

async function trainOn(studio: Studio, folder: string): Promise<void> {
  await studio.drop(folder);
  await studio.region('New data').getByRole('button', { name: 'Train on this' }).click();
  await expect.poll(async () => (await studio.state()).config.data.source.kind).toBe('own');
  await studio.reaches('finished');
}

/** How many files of samples there are. */
function sampleFiles(page: Page): Promise<number> {
  return page.evaluate(async (folder) => {
    const root = await navigator.storage.getDirectory();
    const names: string[] = [];
    for await (const name of (await root.getDirectoryHandle(folder)).keys()) names.push(name);
    return names.length;
  }, SAMPLE_FOLDER);
}

test('what one tab imports, removes and makes anew takes nothing from another', async ({ studio, context }, info) => {
  const [first, second] = [info.outputPath('first-words'), info.outputPath('second-words')];
  await writeFolder(first, await wordFolders(['yes', 'no', 'stop'], 6));
  await writeFolder(second, await wordFolders(['go', 'left'], 6));
  const other = new Studio(await context.newPage());
  for (const tab of [studio, other]) await tab.open({ backend: CPU, link: LINK });

  // Both import at the same time, then one imports what the other has.
  await Promise.all([trainOn(studio, first), trainOn(other, second)]);
  await trainOn(other, first);
  expect((await studio.state()).dataset).toMatchObject({ clips: 18 });
  expect((await other.state()).dataset).toMatchObject({ clips: 18 });

  // The other goes back to the pack and removes what the first still uses.
  await other.button('Data').click();
  const kept = other.region(/^Kept on this device: (.*B|nothing)$/);
  await other.button('Back to the speech pack').click();
  for (const name of ['first-words', 'second-words']) {
    await kept.getByRole('button', { name: `Remove ${name}` }).click();
    await expect(kept).toContainText(`${name} is removed.`);
  }
  await other.page.reload();
  await expect(other.button('Run')).toBeEnabled();

  // Its samples are still there: a run with another front end reads every one of them.
  await studio.page.evaluate(() => (location.hash += '&frontEnd.melBands=24'));
  await studio.run();
  await studio.reaches('running');
  const state = await studio.reaches('finished');
  expect(state).toMatchObject({ config: { frontEnd: { melBands: 24 } }, dataset: { clips: 18 } });

  // Used again, it is kept again, also for the other.
  await other.page.reload();
  await other.button('Data').click();
  await expect(kept).toContainText(/first-words.*18 clips/);
  await expect(kept).not.toContainText('second-words');
  await expect.poll(() => sampleFiles(other.page), { message: 'what nobody needs is gone', timeout: 20_000 }).toBe(1);
});
