import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from './run-command.mjs';

/**
 * @typedef {{ version?: string, dev?: boolean, devOptional?: boolean, optional?: boolean, link?: boolean }} LockedPackage
 * @typedef {Readonly<Record<string, LockedPackage>>} LockedPackages by path, such as `node_modules/vite`; the project itself is ''
 * @typedef {'app' | 'all'} Scope `app`: what the page needs; `all`: also what the tests need
 */

/**
 * @param {LockedPackages} wanted what package-lock.json asks for
 * @param {LockedPackages} installed what npm says it installed
 * @param {Scope} scope
 * @returns {string[]} paths of the packages that are absent or of another version
 */
export function missingPackages(wanted, installed, scope) {
  return Object.entries(wanted)
    .filter(([path, entry]) => path !== '' && entry.optional !== true && entry.devOptional !== true)
    .filter(([, entry]) => scope === 'all' || entry.dev !== true)
    .filter(([path, entry]) => installed[path]?.version !== entry.version)
    .map(([path]) => path);
}

/**
 * Installs what the lock file asks for, unless it is there. npm writes `node_modules/.package-lock.json` as its last
 * act, so an interrupted installation is never taken for a whole one. Test tools that are there stay.
 *
 * @param {string} root
 * @param {Scope} scope
 * @returns {Promise<void>}
 * @throws {Error} with a sentence for the reader
 */
export async function ensureInstalled(root, scope) {
  const wanted = readPackages(join(root, 'package-lock.json'));
  const installed = readPackages(join(root, 'node_modules', '.package-lock.json'));
  const missing = missingPackages(wanted, installed, scope);
  if (missing.length === 0) return;

  const withTestTools = scope === 'all' || Object.values(installed).some((entry) => entry.dev === true);
  console.log(
    `Installing ${withTestTools ? 'the app and its test tools' : 'what the app needs'} (${missing.length} packages to fetch)...`,
  );
  const { code } = await runNpm(root, [
    'ci',
    withTestTools ? '--include=dev' : '--omit=dev',
    '--no-audit',
    '--no-fund',
  ]);
  if (code !== 0) throw new Error('The installation failed (see above). Check the network connection and try again.');
}

/**
 * @param {string} root
 * @param {readonly string[]} args
 */
function runNpm(root, args) {
  // Under `npm start` npm says where it is; this spares a shell on Windows.
  const npm = process.env['npm_execpath'];
  return npm !== undefined && npm.endsWith('.js')
    ? runCommand(process.execPath, [npm, ...args], { cwd: root })
    : runCommand('npm', args, { cwd: root });
}

/**
 * @param {string} file
 * @returns {LockedPackages}
 */
function readPackages(file) {
  if (!existsSync(file)) return {};
  return JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
}
