import { usesOwnGpu } from '../scripts/lib/gpu-arguments.mjs';
import { withGpu } from './support/with-gpu.ts';
import { FEW_STEPS } from './support/studio.ts';
import { expect, test } from './support/test.ts';

test.use(withGpu);

test('checking the GPU runs the whole gradient suite on it and gives a text for a bug report', async ({
  studio,
  page,
}) => {
  test.setTimeout(420_000);
  await studio.open();
  await page.getByRole('button', { name: 'Check this GPU' }).click();
  const dialog = page.getByRole('dialog', { name: 'Check this GPU' });
  await expect(dialog.getByText(/[1-9]\d* comparisons so far/)).toBeVisible({ timeout: 60_000 });
  // With a software adapter, whose shaders take seconds to compile.
  await expect(dialog.getByText(/WebGPU computes rightly: [12]\d\d comparisons/)).toBeVisible({ timeout: 350_000 });
  await expect(dialog.getByText(/WebGL computes rightly: [12]\d\d comparisons/)).toBeVisible();
  const report = dialog.getByRole('textbox', { name: 'For a bug report' });
  await expect(report).toHaveValue(
    usesOwnGpu
      ? /webgpu: (?!.*\(software\)).*: products \w+, [12]\d\d comparisons, 0 failed/i
      : /webgpu: .*swiftshader.* \(software\): products direct, [12]\d\d comparisons, 0 failed/i,
  );
});

test('a GPU that is lost in the middle of a run is said, and the run goes on without it', async ({ studio, page }) => {
  // A graphics card is done with thirty steps before it can be taken away.
  await studio.open({ backend: 'webgpu', link: `${FEW_STEPS}${usesOwnGpu ? '000' : '0'}` });
  await studio.run();
  await expect.poll(() => studio.lastStep('teacher'), { timeout: 150_000 }).toBeGreaterThan(0);
  expect((await studio.state()).backend?.name).toBe('webgpu');
  const browser = await page.context().browser()!.newBrowserCDPSession();
  // Ends the browser's GPU process, with every device in it.
  await browser.send('Browser.crashGpuProcess').catch(() => undefined);
  await expect(page.getByRole('alert')).toContainText('The GPU was lost; the run went on with the CPU.', {
    timeout: 60_000,
  });
  await studio.reaches('finished', 60_000);
  await expect(page.getByText(/(Both students|All three): CPU \(SIMD\)/)).toBeVisible();
});
