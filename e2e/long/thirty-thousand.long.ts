import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CPU, type Studio } from '../support/studio.ts';
import { manyClips, writeManyFolders, writeStoredZip, writeTarGz } from '../support/many-clips.ts';
import { pageBytes, peakRendererBytes } from '../support/renderer-memory.ts';
import { expect, test as base } from '../support/test.ts';

const CLIPS = Number(process.env['STILLHOUSE_CLIPS'] ?? 30_000);
const [MAX_IMPORT_SECONDS, MAX_PAGE_BYTES, MAX_START_SECONDS] = [300, 1e9, 5];
const LINK = 'v=1&preset=few-labels&data.noise.versions=1&limits.maxSteps=20';

/** Synthesised words as a folder, a zip, or a tar.gz (300 MB and more of the whole number of clips). */
const WAYS: readonly (readonly [string, (place: string) => Promise<string>])[] = [
  ['zip', (place) => writeStoredZip(`${place}.zip`, manyClips(CLIPS)).then(() => `${place}.zip`)],
  ['tar.gz', (place) => writeTarGz(`${place}.tar.gz`, manyClips(CLIPS)).then(() => `${place}.tar.gz`)],
  ['folder', (place) => writeManyFolders(place, manyClips(CLIPS)).then(() => place)],
];

/** In a profile on the disk: what a private window keeps lies in memory. */
const test = base.extend<{ profile: string }>({
  profile: async ({ browserName: _ }, use) => {
    const profile = await mkdtemp(join(tmpdir(), 'stillhouse-'));
    await use(profile);
    await rm(profile, { recursive: true, force: true });
  },
  context: async ({ playwright, launchOptions, baseURL, locale, profile }, use) => {
    const context = await playwright.chromium.launchPersistentContext(profile, {
      ...launchOptions,
      baseURL: baseURL!,
      locale: locale!,
    });
    await use(context);
    await context.close();
  },
});

for (const [way, write] of WAYS) {
  test(`a ${way} of thirty thousand words comes in within five minutes and 1 GB`, async ({
    studio,
    page,
    profile,
  }, info) => {
    const folder = info.outputPath(way);
    await mkdir(folder, { recursive: true });
    const place = await write(join(folder, 'many'));
    await studio.open({ backend: CPU, link: LINK });
    const began = performance.now();
    await page.getByLabel(way === 'folder' ? 'Choose a folder' : 'Choose files').setInputFiles(place);
    await expect(studio.region('New data')).toContainText(`${CLIPS.toLocaleString('en')} clips`, {
      timeout: 1_200_000,
    });
    const seconds = (performance.now() - began) / 1000;
    const peak = await peakRendererBytes(profile);
    const after = await pageBytes(page);
    const { size } = await stat(place);
    tell(
      `${way} (${megabytes(size)}): ${CLIPS} clips in ${seconds.toFixed(1)} s, page's process at most ${megabytes(peak)}, in use afterwards ${megabytes(after)}`,
    );
    if (way === 'zip') await startsAtOnce(studio);
    await rm(folder, { recursive: true });
    expect(seconds).toBeLessThan(MAX_IMPORT_SECONDS);
    expect(peak).toBeLessThan(MAX_PAGE_BYTES);
  });
}

/** The first run makes features; the next visit, another model, and a front end that was used before find them. */
async function startsAtOnce(studio: Studio): Promise<void> {
  const { page } = studio;
  await studio.button('Train on this').click();
  await studio.reaches('finished', 600_000);
  const link = new URL(page.url()).hash.slice(1);
  const started = async (what: string, more = ''): Promise<number> => {
    await page.goto('about:blank');
    await studio.open({ backend: CPU, link: link + more });
    await expect.poll(async () => (await studio.state()).dataset?.clips, { timeout: 60_000 }).toBe(CLIPS);
    const began = performance.now();
    await studio.run();
    await studio.reaches('running', 600_000);
    const seconds = (performance.now() - began) / 1000;
    tell(`${what}: training has begun ${seconds.toFixed(1)} s after Run`);
    await studio.reaches('finished', 600_000);
    return seconds;
  };
  const again = await started('second visit');
  const otherModel = await started('another model', '&trainings.teacher.model.width=64');
  await started('another front end, features made anew', '&frontEnd.denoise=wiener');
  const back = await started('the front end of before');
  for (const seconds of [again, otherModel, back]) expect(seconds).toBeLessThan(MAX_START_SECONDS);
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}

function tell(text: string): void {
  process.stdout.write(`\n${text}\n`);
}
