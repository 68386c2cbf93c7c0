import { builtinModules } from 'node:module';
import { posix } from 'node:path';
import { freePackages, layers, packageRules, testFiles } from './layers.js';

/**
 * Judges one import by the table of layers.
 *
 * @param {string} file the importing file, relative to the repository, with forward slashes
 * @param {string} specifier as written
 * @param {boolean} typeOnly whether nothing of it is left at run time
 * @returns {string | null} what is wrong and why, or null
 */
export function importProblem(file, specifier, typeOnly) {
  if (testFiles.test(file)) return null;
  if (!specifier.startsWith('.')) return packageProblem(file, specifier);

  // `?worker&url` and the like give an address, not code; JSON is data.
  if (specifier.includes('?') || specifier.endsWith('.json') || specifier.endsWith('.css')) return null;
  const target = posix.join(posix.dirname(file), specifier);
  if (testFiles.test(target)) return `"${target}" is for tests alone: it must not reach the product.`;
  const layer = layers.find((candidate) => candidate.files.test(file));
  if (layer === undefined || layer.code.test(target)) return null;
  if (layer.types?.test(target) === true) {
    return typeOnly ? null : `${layer.name} may import only types from "${target}" (import type): ${layer.reason}.`;
  }
  return `${layer.name} must not import "${target}": ${layer.reason}.`;
}

/**
 * @param {string} file
 * @param {string} specifier
 */
function packageProblem(file, specifier) {
  if (freePackages.test(specifier)) return null;
  const name = builtinModules.includes(specifier) ? `node:${specifier}` : specifier;
  const rule = packageRules.find(({ packages, allowedIn }) => packages.test(name) && !allowedIn.test(file));
  return rule === undefined ? null : `"${specifier}" must not be imported here: ${rule.reason}.`;
}
