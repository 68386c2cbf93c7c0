/**
 * `npm run test:long`: thousands of steps, tens of thousands of clips. All of them; those named by path (`-- src/engine/dsp`);
 * or those in a browser alone (`-- e2e`, with the name of one after it).
 */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuilt } from './lib/build.mjs';
import { ensureChromium } from './lib/chromium.mjs';
import { runCommand } from './lib/run-command.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const asked = process.argv.slice(2);
const inBrowser = asked.filter((name) => name !== 'e2e' && !name.startsWith('e2e/'));
const isBrowserAsked = inBrowser.length < asked.length;

/**
 * @param {string} tool
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 */
async function run(tool, args, env = {}) {
  const file = join(root, 'node_modules', tool);
  const { code } = await runCommand(process.execPath, [file, ...args], { cwd: root, env: { ...process.env, ...env } });
  if (code !== 0) process.exitCode = code;
}

if (!isBrowserAsked) await run('vitest/vitest.mjs', ['run', '--mode', 'long', ...asked]);
if (isBrowserAsked || asked.length === 0) {
  await ensureBuilt(root);
  const names = inBrowser.flatMap((name) => ['-g', name]);
  await run('@playwright/test/cli.js', ['test', '--config', 'e2e/long.config.ts', ...names], {
    CHROMIUM_PATH: await ensureChromium(root),
  });
}
