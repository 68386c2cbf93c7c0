import { CPU } from './support/studio.ts';
import { expect, test } from './support/test.ts';

const LONG_STUDENTS = 'v=1&preset=few-labels&limits.maxClips=200&limits.maxSteps=3000';

test('temperature, alpha and learning rate are turned while it runs, and leave marks on the curves', async ({
  studio,
  page,
}) => {
  await studio.open({ backend: CPU, link: LONG_STUDENTS });
  await studio.run();
  await studio.reaches('running');
  for (const knob of ['Temperature', 'Soft share', 'Learning rate']) {
    const slider = page.getByRole('slider', { name: new RegExp(`^${knob}`, 'i') });
    await slider.focus();
    await slider.press('ArrowRight');
  }
  const chart = studio.region('Accuracy');
  for (const knob of [/^T /, /^α /, /^LR /]) {
    await expect(chart.getByText(knob).first()).toBeAttached({ timeout: 20_000 });
  }
  await studio.stop();
  await studio.reaches('stopped');
});
