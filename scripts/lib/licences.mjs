import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Licences under which a file may be shipped with an MIT project without further duties than a notice. */
const PERMISSIVE = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'Python-2.0',
  'Unlicense',
  'Zlib',
]);

/** Weak copyleft: only named packages, and only as files of their own that a person can replace. */
const WEAK_COPYLEFT = /^(LGPL|MPL)-/;

/**
 * @typedef {{ license?: string | { type?: string }, licenses?: readonly { type?: string }[] }} PackageFacts
 *
 * @param {PackageFacts} facts a package.json
 * @returns {string} its SPDX expression, '' when it names none
 */
export function licenceOf({ license, licenses }) {
  if (typeof license === 'string') return license;
  return license?.type ?? licenses?.map((each) => each.type ?? '').join(' OR ') ?? '';
}

/**
 * @param {string} expression SPDX, with OR and AND in at most one level of brackets
 * @param {boolean} shippedApart whether the package is on the list of separately shipped files
 * @returns {boolean} whether an MIT project may ship it
 */
export function isAllowedLicence(expression, shippedApart) {
  return splitOutsideBrackets(expression, ' OR ').some((choice) =>
    splitOutsideBrackets(choice, ' AND ').every((part) => {
      if (part.startsWith('(')) return isAllowedLicence(part.slice(1, -1), shippedApart);
      return PERMISSIVE.has(part) || (shippedApart && WEAK_COPYLEFT.test(part));
    }),
  );
}

/**
 * @param {string} text
 * @param {string} separator
 */
function splitOutsideBrackets(text, separator) {
  const inner = text.startsWith('(') && text.indexOf(')') === text.length - 1 ? text.slice(1, -1) : text;
  const parts = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < inner.length; at++) {
    if (inner[at] === '(') depth++;
    else if (inner[at] === ')') depth--;
    else if (depth === 0 && inner.startsWith(separator, at)) {
      parts.push(inner.slice(start, at).trim());
      start = at + separator.length;
    }
  }
  return [...parts, inner.slice(start).trim()];
}

/**
 * @param {string} root
 * @returns {{ name: string, licence: string }[]} every installed package that the app itself needs
 */
export function productionLicences(root) {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const found = [];
  for (const [path, entry] of Object.entries(lock.packages)) {
    const file = join(root, path, 'package.json');
    if (path === '' || entry.dev === true || !existsSync(file)) continue;
    const facts = JSON.parse(readFileSync(file, 'utf8'));
    found.push({
      name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
      licence: licenceOf(facts),
    });
  }
  return found;
}
