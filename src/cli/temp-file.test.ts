import { afterEach, expect, test, vi } from 'vitest';
import { explain } from './explain.ts';
import { openTempFile } from './temp-file.ts';

afterEach(() => vi.unstubAllEnvs());

test('holds what was appended until it is discarded', async () => {
  const file = await openTempFile(3);
  await file.append(Uint8Array.of(1, 2, 3));
  expect(file.size()).toBe(3);
  await file.discard();
  await file.discard();
});

test('a TMPDIR that is not there is named, with what to do', async () => {
  vi.stubEnv('TMPDIR', '/nowhere/at/all');
  const thrown: unknown = await openTempFile(1).catch((error: unknown) => error);
  expect(thrown).toMatchObject({ code: 'file/no-temp-folder', params: { folder: '/nowhere/at/all' } });
  expect(explain(thrown)).toMatch(/nothing can be written to \/nowhere\/at\/all\. Let TMPDIR name/);
});
