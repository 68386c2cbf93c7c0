import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureKernels } from './kernels.mjs';

const SOURCES = [
  'index.html',
  'package-lock.json',
  'public',
  'scripts/lib',
  'src',
  'tsconfig.json',
  'vite.config.ts',
  'workers',
];

/** Lies inside `dist`, which every build empties: a stamp never outlives its build. */
const STAMP = join('dist', '.sources');

/**
 * Builds the page into `dist`, unless it was built from the same sources.
 *
 * @param {string} root
 * @returns {Promise<void>}
 * @throws {Error} when the build fails
 */
export async function ensureBuilt(root) {
  await ensureKernels(root);
  const hash = hashSources(root);
  const stamp = join(root, STAMP);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash && existsSync(join(root, 'dist', 'index.html'))) return;
  console.log('Building the page...');
  const { build } = await import('vite');
  await build({ root, logLevel: 'warn' });
  writeFileSync(stamp, hash);
}

/**
 * @param {string} root
 * @returns {string} SHA-256 over paths and contents of everything that goes into the page; tests do not
 */
export function hashSources(root) {
  const hash = createHash('sha256');
  for (const source of SOURCES) addToHash(hash, root, source);
  return hash.digest('hex');
}

/**
 * @param {import('node:crypto').Hash} hash
 * @param {string} root
 * @param {string} path relative to root, with forward slashes
 */
function addToHash(hash, root, path) {
  const full = join(root, path);
  if (!existsSync(full)) return;
  if (statSync(full).isDirectory()) {
    for (const name of readdirSync(full).sort()) addToHash(hash, root, `${path}/${name}`);
  } else if (!path.endsWith('.test.ts')) {
    hash.update(`${path}\0`).update(readFileSync(full)).update('\0');
  }
}
