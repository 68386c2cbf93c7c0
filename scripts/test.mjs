/** `npm test`: installs what is missing, then every check in turn; the last line counts them. */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuilt } from './lib/build.mjs';
import { ensureChromium } from './lib/chromium.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { ensureKernels } from './lib/kernels.mjs';
import { requireNodeVersion } from './lib/node-version.mjs';
import { runCommand } from './lib/run-command.mjs';
import { countPlaywright, countVitest, summaryLine, totalCounts } from './lib/test-counts.mjs';

/** @typedef {import('./lib/test-counts.mjs').Counts} Counts */

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const reports = join(root, '.cache', 'reports');
const STEP_LIMIT_MS = 20 * 60_000;

/** Runs a tool from node_modules by the file that its package names, which spares npx and its look-ups. */
const tools = {
  prettier: 'prettier/bin/prettier.cjs',
  tsc: 'typescript/bin/tsc',
  eslint: 'eslint/bin/eslint.js',
  vitest: 'vitest/vitest.mjs',
  playwright: '@playwright/test/cli.js',
};

/**
 * @param {keyof typeof tools} tool
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, priority?: number }} [how]
 */
async function runTool(tool, args, { env = {}, ...how } = {}) {
  const file = join(root, 'node_modules', tools[tool]);
  const result = await runCommand(process.execPath, [file, ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    timeoutMs: STEP_LIMIT_MS,
    ...how,
  });
  if (result.timedOut) console.error(`${tool} was ended after ${STEP_LIMIT_MS / 60_000} minutes.`);
  return result.code;
}

/**
 * @param {keyof typeof tools} tool
 * @param {readonly string[]} args
 * @returns {Promise<Counts>}
 */
async function staticCheck(tool, args) {
  const passed = (await runTool(tool, args, { priority: constants.priority.PRIORITY_LOW })) === 0;
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 };
}

/** @returns {Promise<Counts>} */
async function unitTests() {
  const report = join(reports, 'unit.json');
  rmSync(report, { force: true });
  const args = ['run', '--allowOnly=false', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  // Its software driver is the GPU of the tests of WebGPU in Node.
  const env = { CHROMIUM_PATH: await ensureChromium(root) };
  return countVitest(...(await runAndRead(() => runTool('vitest', args, { env }), report)));
}

/**
 * @param {'together' | 'alone'} project of e2e/playwright.config.ts
 * @param {number} workers
 * @returns {Promise<Counts>}
 */
async function browserTests(project, workers) {
  const chromium = await ensureChromium(root);
  await ensureBuilt(root);
  const report = join(reports, 'browser.json');
  rmSync(report, { force: true });
  const which = ['--project', project, '--workers', String(workers)];
  const args = ['test', '--config', 'e2e/playwright.config.ts', '--forbid-only', ...which];
  return countPlaywright(
    ...(await runAndRead(() => runTool('playwright', args, { env: { CHROMIUM_PATH: chromium } }), report)),
  );
}

/**
 * @param {() => Promise<number>} run
 * @param {string} file
 * @returns {Promise<[any, number]>} the JSON that the run wrote (null when none) and its exit code
 */
async function runAndRead(run, file) {
  const code = await run();
  return [existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null, code];
}

/**
 * What a page leaves of the cores while it waits for clocks, sounds and drawings: each has use for one core only.
 * @type {readonly (readonly [string, () => Promise<Counts>])[]}
 */
const staticChecks = [
  ['types', () => staticCheck('tsc', ['-b'])],
  ['format', () => staticCheck('prettier', ['--check', '--log-level', 'warn', '.'])],
  ['lint', () => staticCheck('eslint', ['--max-warnings', '0', '.'])],
];

/**
 * @param {string} name
 * @param {() => Promise<Counts>} step
 * @returns {Promise<Counts>} a step that could not run is one failure
 */
async function timed(name, step) {
  console.log(`\n== ${name}`);
  const startedMs = performance.now();
  const counts = await step().catch((/** @type {unknown} */ error) => {
    console.error(error instanceof Error ? error.message : error);
    return { passed: 0, failed: 1, skipped: 0 };
  });
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  console.log(`== ${name}: ${summaryLine(counts)} (${seconds} s)`);
  return counts;
}

requireNodeVersion();
try {
  await ensureInstalled(root, 'all');
  await ensureKernels(root);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.log(summaryLine({ passed: 0, failed: 1, skipped: 0 }));
  process.exit(1);
}
mkdirSync(reports, { recursive: true });
/** @type {Counts[]} */
const parts = [];
parts.push(await timed('unit tests', unitTests));
const seen = timed('browser tests', () => browserTests('together', 2));
for (const [name, step] of staticChecks) parts.push(await timed(name, step));
parts.push(await seen);
parts.push(await timed('browser tests bound to the clock', () => browserTests('alone', 1)));

const skipsFail = (process.env['STILLHOUSE_DATA'] ?? '') !== '';
const total = totalCounts(parts, skipsFail);
if (skipsFail && parts.some((part) => part.skipped > 0)) {
  console.log('\nSTILLHOUSE_DATA is set, so every skipped test counts as a failure.');
}
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
console.log(`\n${summaryLine(total)}`);
