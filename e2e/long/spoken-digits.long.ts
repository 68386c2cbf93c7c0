import { join } from 'node:path';
import { CPU } from '../support/studio.ts';
import { expect, test } from '../support/test.ts';

const real = process.env['STILLHOUSE_DATA'];
test.skip(real === undefined, 'STILLHOUSE_DATA names no folder');

// Two thousand files; with every change the terminal reads them, and the page fewer.
test('a folder of spoken digits trains', async ({ studio }) => {
  await studio.open({ backend: CPU, link: 'v=1&preset=few-labels&limits.maxSteps=10&limits.maxClips=300' });
  await studio.drop(join(real!, 'digits_fsdd', 'recordings'));
  await expect(studio.region('New data')).toContainText('2,000 clips', { timeout: 90_000 });
  await studio.button('Train on this').click();
  const state = await studio.reaches('finished');
  expect(state.dataset?.classes).toHaveLength(10);
  expect(state.dataset?.speakers).toBeGreaterThanOrEqual(4);
});
