import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runCommand } from './run-command.mjs';

const SYSTEM_NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const MAC_PATHS = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
const DOWNLOAD_LIMIT_MS = 60_000;

/**
 * Finds a Chromium for the browser tests, or fetches one.
 *
 * @param {string} root
 * @returns {Promise<string>} its path
 * @throws {Error} with the command to run when there is none
 */
export async function ensureChromium(root) {
  const chosen = process.env['CHROMIUM_PATH'];
  if (chosen !== undefined && chosen !== '') {
    if (await starts(chosen)) return chosen;
    throw new Error(`CHROMIUM_PATH points at "${chosen}", which does not start.`);
  }
  const { chromium } = await import('@playwright/test');
  const present = await firstThatStarts([chromium.executablePath(), ...systemCandidates()]);
  if (present !== null) return present;

  console.log('No Chromium found; downloading the one of Playwright (at most 60 s)...');
  const playwright = join(root, 'node_modules', '@playwright', 'test', 'cli.js');
  await runCommand(process.execPath, [playwright, 'install', 'chromium'], { cwd: root, timeoutMs: DOWNLOAD_LIMIT_MS });
  const downloaded = await firstThatStarts([chromium.executablePath()]);
  if (downloaded !== null) return downloaded;

  if (process.getuid?.() === 0 && (process.env['CI'] ?? '') !== '') {
    console.log('The download failed; installing the package of this system...');
    await runCommand('apt-get', ['update']);
    await runCommand('apt-get', ['install', '-y', '--no-install-recommends', 'chromium']);
    const installed = await firstThatStarts(systemCandidates());
    if (installed !== null) return installed;
  }
  throw new Error(
    'The browser tests need a Chromium. Install one, for example with "npx playwright install --with-deps chromium" ' +
      'or "sudo apt-get install chromium", or set CHROMIUM_PATH to yours; then run "npm test" again.',
  );
}

/** @returns {string[]} where this system might keep a Chromium */
function systemCandidates() {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const onPath = SYSTEM_NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return process.platform === 'darwin' ? [...onPath, ...MAC_PATHS] : onPath;
}

/** @param {readonly string[]} candidates */
async function firstThatStarts(candidates) {
  for (const candidate of candidates) {
    if (await starts(candidate)) return candidate;
  }
  return null;
}

/**
 * A file of that name may be a stub that only tells how to install the real one.
 *
 * @param {string} file
 */
async function starts(file) {
  return existsSync(file) && (await runCommand(file, ['--version'], { quiet: true, timeoutMs: 20_000 })).code === 0;
}
