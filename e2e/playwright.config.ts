import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Project } from '@playwright/test';
import { NO_GPU } from './support/with-gpu.ts';

/** Worker processes read this file again and must arrive at the same port, so it travels in the environment. */
const port = (process.env['STILLHOUSE_E2E_PORT'] ??= String(await freePort()));
const root = fileURLToPath(new URL('..', import.meta.url));
const address = `http://localhost:${port}`;
const executablePath = process.env['CHROMIUM_PATH'];

/** Journeys that listen in real time or count frames: `npm test` runs nothing beside them, and the rest two at a time. */
const BOUND_TO_THE_CLOCK = /(smooth|speak|microphone|hearing)\.spec\.ts/;

const chromium: Project['use'] = {
  browserName: 'chromium',
  launchOptions: {
    ...(executablePath === undefined ? {} : { executablePath }),
    // Without a GPU, as a page is drawn fastest where there is no graphics card (`support/with-gpu.ts` has one
    // for the tests that need it); a microphone that beeps.
    args: [
      '--no-sandbox',
      NO_GPU,
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  },
};

export default defineConfig({
  testDir: '.',
  outputDir: '../test-results',
  workers: 1,
  retries: 0,
  // Generous: a busy machine is slow, and a page that hangs is found all the same.
  timeout: 240_000,
  expect: { timeout: 15_000 },
  reporter: [['line'], ['json', { outputFile: '../.cache/reports/browser.json' }]],
  webServer: {
    command: 'node scripts/serve.mjs',
    cwd: root,
    url: address,
    env: { PORT: port },
    reuseExistingServer: false,
  },
  use: {
    baseURL: address,
    locale: 'en-US',
    // A third of the processor's work in a short run is motion; `smooth` and `default-run` have it.
    contextOptions: { reducedMotion: 'reduce' },
    // `--trace on` where a failure needs it.
    trace: 'off',
    screenshot: 'only-on-failure',
  },
  projects: [
    { name: 'together', testIgnore: BOUND_TO_THE_CLOCK, use: chromium },
    { name: 'alone', testMatch: BOUND_TO_THE_CLOCK, use: chromium },
  ],
});

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const taken = probe.address();
      probe.close(() => {
        if (taken !== null && typeof taken === 'object') resolve(taken.port);
        else reject(new Error('no port was given'));
      });
    });
  });
}
